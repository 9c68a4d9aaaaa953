/** Whatever is wrong around a task, it ends in one sentence with a remedy, and never in a stack trace. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { sentenceOf } from "../../tasks/sentences.ts";

const folder = await Deno.makeTempDir({ prefix: "tool-errors-" });
await Deno.mkdir(`${folder}/broken/supabase`, { recursive: true });
await Deno.writeTextFile(`${folder}/broken/supabase/config.toml`, "[functions");
await Deno.mkdir(`${folder}/record/supabase/functions/_google_calendar`, { recursive: true });
await Deno.writeTextFile(`${folder}/record/supabase/config.toml`, "");
await Deno.writeTextFile(`${folder}/record/supabase/functions/_google_calendar/version.json`, "{");
await Deno.mkdir(`${folder}/data`);
await Deno.writeTextFile(`${folder}/data/secrets.json`, "{");
const REF = "--project-ref=abcdefghijklmnopqrst";
const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });

const SETTINGS = {
  SUPABASE_URL: "http://127.0.0.1:9",
  SUPABASE_PUBLISHABLE_KEYS: '{"default": "a"}',
  SUPABASE_SECRET_KEYS: '{"default": "b"}',
  APP_URL: "https://app.example.com",
  GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
  GOOGLE_CLIENT_SECRET: "local-client-secret",
  TOKEN_ENCRYPTION_KEYS: `k1:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`,
};
const START = ["--unstable-no-legacy-abort", "local/start.ts"];
const PORTS = ["--api-port=0", "--google-port=0", "--web-port=0"];

interface Case {
  args: string[];
  env?: Record<string, string>;
  code?: number;
  says: string;
}

const CASES: Record<string, Case> = {
  "doctor with an env file that is not there": {
    args: ["tasks/doctor.ts", "--env-file", `${folder}/.env`],
    says: `There is no ${folder}/.env. Make it by questions and answers: deno task setup`,
  },
  "doctor with a folder for an env file": {
    args: ["tasks/doctor.ts", "--env-file", folder],
    says: `${folder} is a folder, and a file is needed. Give the path of the file.`,
  },
  "doctor with a client's file that is not there": {
    args: ["tasks/doctor.ts", "--client-file", `${folder}/client_secret_1.json`],
    says: `There is no ${folder}/client_secret_1.json. Check the path`,
  },
  "doctor with an option that it does not have": {
    args: ["tasks/doctor.ts", "--ofline"],
    code: 2,
    says: "Unknown option '--ofline'. See the options with --help.",
  },
  "doctor with an option without its value": {
    args: ["tasks/doctor.ts", "--env-file"],
    code: 2,
    says: "Option '--env-file <value>' argument missing. See the options with --help.",
  },
  "doctor --local without a local stack": {
    args: ["tasks/doctor.ts", "--local", `--data=${folder}/nothing`],
    says: `There is no local stack in ${folder}/nothing. Start one: deno task start`,
  },
  "setup with an option that it does not have": {
    args: ["tasks/setup.ts", "--cilent-json=a"],
    code: 2,
    says: "Unknown option '--cilent-json'. See the options with --help.",
  },
  "setup in a folder that is not there": {
    args: ["tasks/setup.ts", `--folder=${folder}/nothing`],
    says:
      `There is no folder ${folder}/nothing/supabase/functions. Give the app's folder: --folder`,
  },
  "setup of a folder in the place of the file": {
    args: ["tasks/setup.ts", `--env-file=${folder}/data`],
    says: `${folder}/data is a folder, and a file is needed. Give the path of the file.`,
  },
  "deploy with an env file that is not there": {
    args: ["tasks/deploy.ts", REF, "--env-file", `${folder}/.env`],
    says: `There is no ${folder}/.env. Make it by questions and answers: deno task setup`,
  },
  "deploy without a project": {
    args: ["tasks/deploy.ts", `--folder=${folder}`],
    code: 2,
    says: "Which project? Give --project-ref REF, or link one: npx supabase link",
  },
  "deploy of a folder that is not there": {
    args: ["tasks/deploy.ts", REF, `--folder=${folder}/nothing`],
    env: SETTINGS,
    says: "Nothing was done. Fix what is wrong above, and run this again.",
  },
  "deploy without npx": {
    args: ["tasks/deploy.ts", REF],
    env: { ...SETTINGS, SUPABASE_URL: "", PATH: folder },
    says: "The Supabase CLI runs on Node: install it from https://nodejs.org",
  },
  "add without a folder": {
    args: ["tasks/add.ts"],
    code: 2,
    says: "Which app? Give one folder: deno task add ../their-app",
  },
  "add to a folder without a project": {
    args: ["tasks/add.ts", `${folder}/nothing`],
    says:
      `There is no ${folder}/nothing/supabase/config.toml. Make one there first: npx supabase init`,
  },
  "add to an app whose config.toml is broken": {
    args: ["tasks/add.ts", `${folder}/broken`],
    says: `${folder}/broken/supabase/config.toml is not TOML: `,
  },
  "add to an app whose record is broken": {
    args: ["tasks/add.ts", `${folder}/record`],
    says:
      `${folder}/record/supabase/functions/_google_calendar/version.json cannot be read. Put it back: git checkout`,
  },
  "new without a name": {
    args: ["tasks/new.ts"],
    code: 2,
    says: "Which function? Give one name: deno task new upcoming-events",
  },
  "new with a name that is there": {
    args: ["tasks/new.ts", "find-free-time"],
    code: 2,
    says: "supabase/functions/find-free-time is there already. Choose another name.",
  },
  "new with a name that the platform does not take": {
    args: ["tasks/new.ts", "Free_Time"],
    code: 2,
    says:
      "A function's name is small letters, digits and hyphens, such as upcoming-events, not Fre",
  },
  "build:functions in a folder without functions": {
    args: ["tasks/buildFunctions.ts", folder],
    says: `There is no function in ${folder}/supabase/functions. Give the app's folder`,
  },
  "build:registry into a folder that cannot be": {
    args: ["tasks/buildRegistry.ts", "deno.json/r"],
    says: "A part of deno.json/r is a file, not a folder. Check the path.",
  },
  "start on a port that is taken": {
    args: [...START, ...PORTS, `--data=${folder}/taken`, `--api-port=${taken.addr.port}`],
    says: `Port ${taken.addr.port}, for the data API, Auth and the functions, is taken. Stop what`,
  },
  "start on what is not a port": {
    args: [...START, "--web-port=web"],
    code: 2,
    says: "--web-port must be a port, such as 54321, and not web",
  },
  "start with an option that it does not have": {
    args: [...START, "--resett"],
    code: 2,
    says: "Unknown option '--resett'. See the options with --help.",
  },
  "start with a file for a data folder": {
    args: [...START, ...PORTS, `--data=${folder}/data/secrets.json`],
    says: `${folder}/data/secrets.json is there already. Move it away, or choose another path.`,
  },
  "start with secrets that cannot be read": {
    args: [...START, ...PORTS, `--data=${folder}/data`],
    says: `${folder}/data/secrets.json is not JSON. Start from nothing: deno task start --reset`,
  },
  "start without functions": {
    args: [...START, ...PORTS, `--data=${folder}/none`, `--functions=${folder}/nothing`],
    says: `There is no function in ${folder}/nothing. Give the folder of the functions`,
  },
  "bench of a part that it does not have": {
    args: ["bench/run.ts", "hot"],
    code: 2,
    says: "There is no part hot. Choose of: cold, warm, pressure, instructions",
  },
  "test:long of a part that it does not have": {
    args: ["tasks/testLong.ts", "soap"],
    code: 2,
    says: "There is no part soap. Choose of: guards, walk,",
  },
  "test of a file that is not there": {
    args: ["tests/run.ts", "no_such_file"],
    says: "No test file's path contains no_such_file. Give a part of one: tests/cli",
  },
  "types without npx": {
    args: ["tasks/types.ts"],
    env: { PATH: folder, TEST_NPX_ANSWERS: "" },
    says: "The program npx is missing. It comes with Node: https://nodejs.org",
  },
  "lock:platform without npx": {
    args: ["tasks/lockPlatform.ts"],
    env: { PATH: folder, TEST_NPX_ANSWERS: "" },
    says: "The program npx is missing. It comes with Node: https://nodejs.org",
  },
  "openapi without the right to write": {
    args: ["--deny-write", "tasks/openapi.ts"],
    says: 'Requires write access to "openapi.json". Run it by deno task, which grants that.',
  },
  "imports without the right to write": {
    args: ["--deny-write", "tasks/imports.ts"],
    says: "Run it by deno task, which grants that.",
  },
  "touch without settings": {
    args: ["tasks/touch.ts"],
    says: "SUPABASE_URL: is not set. The platform provides it.",
  },
  "sync without settings": {
    args: ["tasks/sync.ts"],
    says: "SUPABASE_URL: is not set. The platform provides it.",
  },
  "reseal without settings": {
    args: ["tasks/reseal.ts"],
    says: "SUPABASE_URL: is not set. The platform provides it.",
  },
  "touch of a project that cannot be reached": {
    args: ["tasks/touch.ts"],
    env: SETTINGS,
    says: "What to do is in docs/errors.md#database_unavailable",
  },
  "sync of a project that cannot be reached": {
    args: ["tasks/sync.ts"],
    env: SETTINGS,
    says: "What to do is in docs/errors.md#database_unavailable",
  },
  "reseal of a project that cannot be reached": {
    args: ["tasks/reseal.ts"],
    env: SETTINGS,
    says: "What to do is in docs/errors.md#database_unavailable",
  },
  "verify:google without a client": {
    args: ["tasks/verifyGoogle.ts"],
    says: "GOOGLE_CLIENT_ID",
  },
  "verify:google with an option that it does not have": {
    args: ["tasks/verifyGoogle.ts", "--atendee"],
    code: 2,
    says: "Unknown option '--atendee'. See the options with --help.",
  },
};

for (const [name, { args, env, code = 1, says }] of Object.entries(CASES)) {
  Deno.test(`${name} ends in a sentence with a remedy`, async () => {
    const done = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", ...args],
      stdin: "null",
      env: { NO_COLOR: "1", ...env },
    }).output();
    const said = new TextDecoder().decode(done.stderr).trim();
    assertStringIncludes(said, says);
    assertEquals(done.code, code);
    assertEquals(said.split("\n").length, 1, said);
    assert(!/\bos error\b|^\s+at |Uncaught/m.test(said), said);
  });
}

Deno.test("start without a network, the first time, ends in a sentence with a remedy", async () => {
  const clone = `${folder}/clone`;
  await Deno.mkdir(`${clone}/local`, { recursive: true });
  await Deno.mkdir(`${clone}/web`);
  for (const path of ["local/install.ts", "web/start.json", "web/start.lock"]) {
    await Deno.copyFile(path, `${clone}/${path}`);
  }
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "--no-check", `${clone}/local/install.ts`],
    stdin: "null",
    // Nobody listens there.
    env: { NO_COLOR: "1", DENO_DIR: `${folder}/cache`, NPM_CONFIG_REGISTRY: "http://127.0.0.1:9" },
  }).output();
  const said = new TextDecoder().decode(stderr).trim();
  assertEquals(code, 1);
  assertMatch(
    said,
    /^The packages cannot be installed: .*\. Check this machine's network, and that/,
  );
  assertEquals(said.split("\n").length, 1, said);
});

const { errors } = Deno;
const SENTENCES: [error: unknown, says: RegExp][] = [
  [
    new errors.PermissionDenied("Permission denied (os error 13): writefile '/etc/a'"),
    /^No permission for \/etc\/a\. Run this as its owner, or change its rights: chmod$/,
  ],
  [
    new errors.NotFound("No such file or directory (os error 2): writefile '/no/a'"),
    /^\/no\/a cannot be written: its folder is not there\. Check the path\.$/,
  ],
  [
    new errors.NotADirectory("Not a directory (os error 20): readfile '/etc/passwd/a'"),
    /^A part of \/etc\/passwd\/a is a file, not a folder\. Check the path\.$/,
  ],
  [
    new errors.NotFound("Failed to spawn 'valgrind': entity not found"),
    /^The program valgrind is missing\. Install it/,
  ],
  [
    new errors.NotFound("Failed to spawn '/bin/ls': No such cwd '/no'"),
    /^There is no folder \/no\. Check the path\.$/,
  ],
  [new errors.AddrInUse("Address already in use (os error 98)"), /^A port is taken\. Stop what/],
  [new Error("No space left on device (os error 28)"), /^The disk is full\. Make room/],
  [
    new TypeError("fetch failed", {
      cause: new Error("error sending request for url (https://u:hunter2@google.example/a?b=c)"),
    }),
    /^https:\/\/google\.example cannot be reached\. Check the address and this machine's network/,
  ],
  [new errors.ConnectionRefused("Connection refused (os error 111)"), /^A server cannot be reach/],
  [new DOMException("Signal timed out.", "TimeoutError"), /^No answer came in time\. Check/],
  [new Error("see postgres://u:hunter2@db.example/x"), /^see postgres:\/\/…@db\.example\/x$/],
  [
    new TypeError("x is not a function\nand more"),
    /^TypeError: x is not a function \(tests\/cli\/tool_errors_test\.ts:\d+\)\. This is a fault of/,
  ],
  ["a text", /^a text$/],
];

Deno.test("each failure of the system and of the network has its sentence, without secrets", () => {
  for (const [error, says] of SENTENCES) {
    const sentence = sentenceOf(error);
    assertMatch(sentence, says);
    assert(!/hunter2|os error/.test(sentence), sentence);
  }
});

Deno.test("every task of deno.json that is a program of this project has a case here, or runs others", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const programs = Object.values<{ command: string }>(tasks)
    .flatMap(({ command }) => command.match(/\b(?:tasks|tests|local|bench)\/\w+\.ts/g) ?? [])
    // Start's first half, which a test of start runs.
    .filter((program) => program !== "local/install.ts");
  const shown = new Set(Object.values(CASES).flatMap(({ args }) => args));
  assert(programs.length > 12);
  assertEquals(programs.filter((program) => !shown.has(program)), []);
});

Deno.test.afterAll(async () => {
  taken.close();
  await Deno.remove(folder, { recursive: true });
});
