/** `deno task setup` without a terminal: every answer is a flag. */
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { valuesOf, withChanges } from "../../tasks/setup/envFile.ts";
import {
  CLIENT_ID,
  clientFile,
  newApp,
  REF,
  SECRET,
  settingsOf,
  type SetupApp,
} from "./setupApp.ts";

const REDIRECT = `https://${REF}.supabase.co/functions/v1/oauth-callback`;
const CLIENT = [`--client-id=${CLIENT_ID}`, `--client-secret=${SECRET}`];
const APP = "--app-url=https://app.example.com";

async function setup({ folder }: SetupApp, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tasks/setup.ts", `--folder=${folder}`, ...args],
    stdin: "null",
    env: { NO_COLOR: "1", HOME: folder },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert(!text.includes(SECRET), "a secret is printed");
  assert(!/[A-Za-z0-9+/]{43}=/.test(text), "a key is printed");
  return { code, text };
}

Deno.test("setup without a terminal and without flags says which flags to give, and writes nothing", async () => {
  await using app = await newApp();
  const { code, text } = await setup(app);
  assertEquals(code, 2);
  assertStringIncludes(text, "there is no terminal to ask in. Run this in a terminal, or give:");
  assertStringIncludes(text, "\n  --app-url URL\n");
  assertStringIncludes(
    text,
    "\n  --client-json FILE   (or --client-id ID and --client-secret VALUE",
  );
  // What to press at Google.
  assertStringIncludes(text, "https://<project-ref>.supabase.co/functions/v1/oauth-callback");
  await assertMissing(app.env);
});

async function assertMissing(path: string): Promise<void> {
  const there = await Deno.stat(path).then(() => true, () => false);
  assertEquals(there, false, path);
}

Deno.test("setup makes the file from flags alone, readable by its owner only, and a second run changes nothing", async () => {
  await using app = await newApp();
  const first = await setup(app, ...CLIENT, APP);
  assertEquals(first.code, 0, first.text);
  const text = await Deno.readTextFile(app.env);
  const { TOKEN_ENCRYPTION_KEYS, ...others } = valuesOf(text);
  assertEquals(others, {
    APP_URL: "https://app.example.com",
    GOOGLE_CLIENT_ID: CLIENT_ID,
    GOOGLE_CLIENT_SECRET: SECRET,
  });
  assertMatch(TOKEN_ENCRYPTION_KEYS!, /^k1:[A-Za-z0-9+/]{43}=$/);
  assertEquals((await Deno.stat(app.env)).mode! & 0o777, 0o600);
  assertStringIncludes(first.text, "Keep a copy of the encryption key");
  // The file says what each setting is for.
  assertStringIncludes(text, "# docs/settings.md explains every setting.");

  await Deno.chmod(app.env, 0o640);
  const second = await setup(app);
  assertEquals(second.code, 0, second.text);
  assertStringIncludes(second.text, "complete already");
  assertEquals(await Deno.readTextFile(app.env), text);
  assertEquals((await Deno.stat(app.env)).mode! & 0o777, 0o600);
});

Deno.test("setup says what is wrong with an answer that is a flag, and writes nothing", async () => {
  await using app = await newApp();
  const file = `${app.folder}/client.json`;
  const desktop = JSON.stringify({ installed: { client_id: CLIENT_ID } });
  const noSecret = JSON.stringify({ web: { client_id: CLIENT_ID } });
  const placeholder = clientFile().replace(CLIENT_ID, "your-client-id");
  const wrong: [args: string[], says: string, content?: string][] = [
    [[APP, "--client-json", `${file}.missing`], `There is no ${file}.missing. Check the path`],
    [[APP, "--client-json", file], "is not JSON. Set it to the file", "client_id"],
    [[APP, "--client-json", file], 'client.json has no "web" section. Create the OAuth', desktop],
    [[APP, "--client-json", file], "client.json has no client_secret. Add a secret", noSecret],
    [[APP, "--client-json", file], "client.json has no client id such as", placeholder],
    [[APP, "--client-id=abc", `--client-secret=${SECRET}`], "GOOGLE_CLIENT_ID: has no client id"],
    [[APP, "--client-id=abc"], "--client-id and --client-secret belong together. Give both."],
    [[...CLIENT, "--app-url=localhost:5173"], "APP_URL: must be an http(s) address"],
    [[...CLIENT, "--app-url=https://x.example/?a"], "APP_URL: must be an http(s) address"],
    [[...CLIENT, APP, "--set=REQUIRED_AAL=aal3"], "REQUIRED_AAL: must be aal2"],
    [[...CLIENT, APP, "--set=ALLOWED_ORIGINS=*"], "ALLOWED_ORIGINS: each entry must be"],
    [
      [...CLIENT, APP, "--set=GOOGLE_CLIENT_SECRET=a"],
      "--set takes NAME=VALUE, with one of: CONNECT_PATH, CAL",
    ],
    [[...CLIENT, APP, "--project-ref=abc"], "--project-ref must be 20 small letters"],
    [[...CLIENT, APP, "--publishable-key=sb_publishable_a"], "Give its --project-ref too."],
    [[...CLIENT, APP, "--bogus"], "Unknown option '--bogus'. See the options with --help."],
    [[...CLIENT, APP, `--env-file=${file}/a/.env`], "There is no folder"],
  ];
  for (const [args, says, content] of wrong) {
    if (content !== undefined) await Deno.writeTextFile(file, content);
    const { code, text } = await setup(app, ...args);
    assert(code === 1 || code === 2, text);
    assertStringIncludes(text, says);
    assert(!/\bos error\b|^\s+at /m.test(text), text);
    await assertMissing(app.env);
  }
});

Deno.test("setup changes a value only with --yes, and then only that line", async () => {
  await using app = await newApp();
  await setup(app, ...CLIENT, APP);
  const before = await Deno.readTextFile(app.env);
  const other = "--app-url=https://other.example.com";
  const refused = await setup(app, other);
  assertEquals(refused.code, 2);
  assertStringIncludes(
    refused.text,
    "--yes   (changes APP_URL (https://app.example.com -> https://other.example.com))",
  );
  assertEquals(await Deno.readTextFile(app.env), before);
  assertEquals((await setup(app, other, "--yes")).code, 0);
  assertEquals(
    await Deno.readTextFile(app.env),
    before.replace("https://app.example.com", "https://other.example.com"),
  );
});

Deno.test("setup replaces the client's old file by the new client, so that there is one", async () => {
  const old = `GOOGLE_CLIENT_SECRETS='${clientFile().replace("1234-", "5678-")}'\n`;
  await using app = await newApp(`# Kept.\n${old}APP_URL=https://app.example.com\n`);
  const file = `${app.folder}/client.json`;
  await Deno.writeTextFile(file, clientFile(REDIRECT));
  const { code, text } = await setup(app, "--client-json", file, "--yes");
  assertEquals(code, 0, text);
  const settings = await settingsOf(app);
  assertEquals([settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRETS], [CLIENT_ID, undefined]);
  assertStringIncludes(await Deno.readTextFile(app.env), "# Kept.\nAPP_URL=");
});

Deno.test("setup puts a new encryption key before the old one, and drops the old one later", async () => {
  await using app = await newApp();
  const keys = async () => (await settingsOf(app)).TOKEN_ENCRYPTION_KEYS!.split(",");
  await setup(app, ...CLIENT, APP);
  const [first] = await keys();
  assertStringIncludes((await setup(app, "--new-key", "--yes")).text, "k2 seals; k1 open");
  const [second, third, ...more] = await keys();
  assertEquals([second!.slice(0, 3), third, more], ["k2:", first, []]);
  assertStringIncludes((await setup(app, "--drop-old-keys", "--yes")).text, "k2 seals\n");
  assertEquals(await keys(), [second]);
  // An id is not given twice.
  await setup(app, "--new-key", "--yes");
  assertEquals((await keys()).map((key) => key.slice(0, 3)), ["k3:", "k2:"]);
});

Deno.test("setup keeps a malformed key without --new-key, because it may only be mistyped", async () => {
  const kept = `APP_URL=https://a.example\nTOKEN_ENCRYPTION_KEYS=k1:short\n`;
  await using app = await newApp(kept);
  const { code, text } = await setup(app, ...CLIENT, "--yes");
  assertEquals(code, 2);
  assertStringIncludes(text, "--new-key   (TOKEN_ENCRYPTION_KEYS: each entry must be");
  assertEquals(await Deno.readTextFile(app.env), kept);
  assertEquals((await setup(app, ...CLIENT, "--new-key", "--yes")).code, 0);
});

Deno.test("setup says how to remove what is right only for a local project", async () => {
  await using app = await newApp("API_URL=http://127.0.0.1:54321\n");
  const ref = `${app.folder}/supabase/.temp/project-ref`;
  await Deno.mkdir(`${app.folder}/supabase/.temp`);
  await Deno.writeTextFile(ref, REF);
  const refused = await setup(app, ...CLIENT, APP);
  assertEquals(refused.code, 2);
  assertStringIncludes(refused.text, "--set API_URL= removes it");
  const { code, text } = await setup(app, ...CLIENT, APP, "--set=API_URL=", "--yes");
  assertEquals(code, 0, text);
  assertStringIncludes(text, REDIRECT);
  assertStringIncludes(text, `deno task deploy --env-file ${app.env} --project-ref ${REF}`);
  assertEquals((await settingsOf(app)).API_URL, undefined);
});

Deno.test("setup ends with 1 if the address is not registered, and keeps what it wrote", async () => {
  await using app = await newApp();
  const file = `${app.folder}/client.json`;
  await Deno.writeTextFile(file, clientFile(`${REDIRECT}/`));
  const { code, text } = await setup(app, APP, `--client-json=${file}`, `--project-ref=${REF}`);
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    `problem  redirect address: "${REDIRECT}/" is registered, which has a`,
  );
  assertStringIncludes(text, "The settings are written. Fix what is wrong above");
  assertEquals((await settingsOf(app)).GOOGLE_CLIENT_ID, CLIENT_ID);
});

Deno.test("setup writes through a link, leaves no other file, and warns if git does not ignore the file", async () => {
  await using app = await newApp();
  await Deno.writeTextFile(`${app.folder}/shared.env`, "# Shared.\n");
  await Deno.symlink(`${app.folder}/shared.env`, app.env);
  await new Deno.Command("git", { args: ["init", "--quiet"], cwd: app.folder }).output();
  const { code, text } = await setup(app, ...CLIENT, APP);
  assertEquals(code, 0, text);
  assertStringIncludes(text, "git does not ignore");
  assert((await Deno.lstat(app.env)).isSymlink);
  assertStringIncludes(await Deno.readTextFile(`${app.folder}/shared.env`), "# Shared.\nAPP_URL=");
  assertEquals([...Deno.readDirSync(app.folder)].filter(({ name }) => name.includes(".new")), []);
  await Deno.writeTextFile(`${app.folder}/.gitignore`, "*.env\n");
  assert(!(await setup(app)).text.includes("git does not ignore"));
});

const FILES: [
  name: string,
  text: string,
  changes: Record<string, string | undefined>,
  after: string,
][] = [
  ["an empty file", "", { A: "1" }, "A=1\n"],
  ["a file without a line break at its end", "B=2", { A: "1" }, "B=2\nA=1\n"],
  ["an empty value", "A=\nB=2\n", { A: "1" }, "A=1\nB=2\n"],
  [
    "a comment that shows the setting",
    "# Why.\n# A=\nB=2\n",
    { A: "1" },
    "# Why.\n# A=\nA=1\nB=2\n",
  ],
  ["a comment behind the value", "A=1 # why\n", { A: "2" }, "A=2 # why\n"],
  ["export, and quotes", "export A='1'\n", { A: "2" }, "A=2\n"],
  ["a value that is given twice", "A=1\nB=2\nA=3\n", { A: "4" }, "B=2\nA=4\n"],
  ["a value of many lines", "A='{\n\"B\": 1\n}'\nC=3\n", { A: undefined, C: "4" }, "C=4\n"],
  ["a line inside another value", "B='\nA=9\n'\n", { A: "1" }, "B='\nA=9\n'\nA=1\n"],
  ["line ends of Windows", "A=1\r\nB=2\r\n", { A: "3", C: "4" }, "A=3\r\nB=2\r\nC=4\r\n"],
  ["a value that needs quotes", "", { A: "a b#$c" }, "A='a b#$c'\n"],
];
for (const [name, text, changes, after] of FILES) {
  Deno.test(`a setting is changed beside ${name}`, () => {
    assertEquals(withChanges(text, changes), after);
  });
}

Deno.test("a file is not changed if another setting would change with it, nor for a value that no file can hold", () => {
  // An open quote: where the value ends is anybody's guess.
  const open = assertThrows(() => withChanges("A='x\\nB=2\\n", { A: undefined }), Error);
  assertStringIncludes(open.message, "Write A as A=value, on one line");
  const quote = assertThrows(() => withChanges("B=2\\n", { A: "a'b" }), Error);
  assertStringIncludes(quote.message, "A has a quote");
});
