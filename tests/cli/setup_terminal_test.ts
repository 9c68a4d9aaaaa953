/** `deno task setup` in a terminal: what it asks, and what the answers lead to. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseEnv } from "node:util";
import { CTRL_C, ENTER, runInTerminal } from "../support/terminal.ts";
import { CLIENT_ID, clientFile, newApp, REF, SECRET, settingsOf } from "./setupApp.ts";

const REDIRECT = `https://${REF}.supabase.co/functions/v1/oauth-callback`;

function setup(folder: string, ...args: string[]) {
  const command = [
    ...[Deno.execPath(), "run", "-A", "--no-check", "tasks/setup.ts"],
    ...[`--folder=${folder}`, ...args],
  ];
  // No download of the person who runs the tests is found.
  return runInTerminal(command, { env: { HOME: folder } });
}

Deno.test("from nothing: setup asks for project, web app and client, and the doctor finds nothing wrong", async () => {
  await using app = await newApp();
  const file = `${app.folder}/downloaded.json`;
  await Deno.writeTextFile(file, clientFile(REDIRECT));
  await using terminal = setup(app.folder);
  await terminal.sees("The Supabase project's reference");
  await terminal.type("my-project" + ENTER);
  await terminal.sees("These are not 20 small letters.");
  await terminal.sees("The Supabase project's reference");
  await terminal.type(REF + ENTER);
  await terminal.sees("The web app's address");
  await terminal.type("app.example.com" + ENTER);
  await terminal.sees("APP_URL: must be an http(s) address");
  await terminal.sees("The web app's address");
  await terminal.type("https://app.example.com" + ENTER);
  // What to press at Google, with the address to register.
  await terminal.sees("Google Calendar API, press Enable");
  await terminal.sees(REDIRECT);
  await terminal.sees("Path of the downloaded client_secret_*.json");
  await terminal.type(`${app.folder}/missing.json` + ENTER);
  await terminal.sees("There is no ");
  await terminal.sees("Path of the downloaded client_secret_*.json");
  // As a terminal writes a file that is dropped there.
  await terminal.type(`'${file.replace(app.folder, "~")}'` + ENTER);
  await terminal.sees("The project's publishable key");
  await terminal.type(["sb", "secret", "0123456789"].join("_") + ENTER);
  await terminal.sees("holds a secret key");
  await terminal.sees("The project's publishable key");
  await terminal.type("sb_publishable_local_key" + ENTER);
  await terminal.sees("written");
  await terminal.sees("Keep a copy of the encryption key");
  await terminal.sees(`${REDIRECT} is registered`);
  await terminal.sees(`Deploy to https://${REF}.supabase.co now?`);
  await terminal.type("n");
  await terminal.sees(`deno task deploy --env-file ${app.env} --project-ref ${REF}`);
  assertEquals(await terminal.ended, 0, terminal.screen);

  const settings = await settingsOf(app);
  assertEquals(
    [settings.APP_URL, settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET],
    ["https://app.example.com", CLIENT_ID, SECRET],
  );
  assertMatch(settings.TOKEN_ENCRYPTION_KEYS!, /^k1:[A-Za-z0-9+/]{43}=$/);
  for (const secret of [SECRET, settings.TOKEN_ENCRYPTION_KEYS!.slice(3)]) {
    assert(!terminal.screen.includes(secret), "a secret is on the screen");
  }
  assertEquals((await Deno.stat(app.env)).mode! & 0o777, 0o600);
  const web = parseEnv(await Deno.readTextFile(`${app.folder}/web/.env`));
  assertEquals({ ...web }, {
    VITE_SUPABASE_URL: `https://${REF}.supabase.co`,
    VITE_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_local_key",
  });
});

Deno.test("setup takes a client by its id and secret, and never shows the secret", async () => {
  await using app = await newApp();
  await using terminal = setup(app.folder, "--app-url=https://a.example.com");
  await terminal.sees("The Supabase project's reference");
  await terminal.type(ENTER);
  await terminal.sees("Path of the downloaded");
  await terminal.type(ENTER);
  await terminal.sees("The client's id");
  await terminal.type("abc" + ENTER);
  await terminal.sees("GOOGLE_CLIENT_ID: has no client id such as");
  await terminal.sees("The client's id");
  await terminal.type(CLIENT_ID + ENTER);
  await terminal.sees("The client's secret");
  await terminal.type("hush" + ENTER);
  await terminal.sees("GOOGLE_CLIENT_SECRET: has no client secret such as");
  await terminal.sees("The client's secret");
  await terminal.type(SECRET + ENTER);
  await terminal.sees("Redirect addresses of the client at Google:");
  assertEquals(await terminal.ended, 0, terminal.screen);
  assertEquals((await settingsOf(app)).GOOGLE_CLIENT_SECRET, SECRET);
  assert(!terminal.screen.includes(SECRET) && !terminal.screen.includes("hush"));
});

Deno.test("setup finds a downloaded client file by itself", async () => {
  await using app = await newApp();
  await Deno.mkdir(`${app.folder}/Downloads`);
  await Deno.writeTextFile(
    `${app.folder}/Downloads/client_secret_1.json`,
    clientFile("http://127.0.0.1:54321/functions/v1/oauth-callback"),
  );
  await using terminal = setup(app.folder, "--set=API_URL=http://127.0.0.1:54321");
  await terminal.sees("The web app's address");
  await terminal.type(ENTER);
  await terminal.sees("client_secret_1.json)");
  await terminal.type(ENTER);
  await terminal.sees("Next, when there is a project");
  assertEquals(await terminal.ended, 0, terminal.screen);
  const { APP_URL, API_URL, GOOGLE_CLIENT_ID } = await settingsOf(app);
  assertEquals(
    [APP_URL, API_URL, GOOGLE_CLIENT_ID],
    ["http://localhost:5173", "http://127.0.0.1:54321", CLIENT_ID],
  );
});

const KEPT = `# My settings.
export GOOGLE_CLIENT_ID="${CLIENT_ID}" # of the team
GOOGLE_CLIENT_SECRET='${SECRET}'
STRIPE_KEY="two
lines"

APP_URL=abc
`;

Deno.test("setup asks only for what is wrong in a file, and leaves every other line as it is", async () => {
  await using app = await newApp(KEPT);
  await Deno.chmod(app.env, 0o644);
  await using terminal = setup(app.folder, "--yes");
  await terminal.sees("The Supabase project's reference");
  await terminal.type(ENTER);
  await terminal.sees("The web app's address");
  await terminal.type("https://app.example.com" + ENTER);
  await terminal.sees("APP_URL, TOKEN_ENCRYPTION_KEYS written");
  await terminal.ended;
  assert(!terminal.screen.includes("client_secret_"), terminal.screen);
  const text = await Deno.readTextFile(app.env);
  const key = parseEnv(text).TOKEN_ENCRYPTION_KEYS;
  assertEquals(
    text,
    KEPT.replace("APP_URL=abc", "APP_URL=https://app.example.com") +
      `TOKEN_ENCRYPTION_KEYS=${key}\n`,
  );
  assertEquals((await Deno.stat(app.env)).mode! & 0o777, 0o600);
});

Deno.test("setup asks before it changes a value, and after a no nothing is written", async () => {
  await using app = await newApp(KEPT);
  await using terminal = setup(app.folder, "--app-url=https://app.example.com");
  await terminal.sees("The Supabase project's reference");
  await terminal.type(ENTER);
  await terminal.sees("other values of APP_URL (abc -> https://app.example.com). Change them?");
  await terminal.type("n");
  await terminal.sees("Nothing was written.");
  assertEquals(await terminal.ended, 1);
  assertEquals(await Deno.readTextFile(app.env), KEPT);
});

Deno.test("setup does not replace a malformed key by itself", async () => {
  const kept = KEPT.replace("abc", "https://app.example.com") + "TOKEN_ENCRYPTION_KEYS=k1:short\n";
  await using app = await newApp(kept);
  await using terminal = setup(app.folder);
  await terminal.sees("The Supabase project's reference");
  await terminal.type(ENTER);
  await terminal.sees("A new key in its place cannot open the tokens that are stored");
  await terminal.type("n");
  assertEquals(await terminal.ended, 1, terminal.screen);
  assertStringIncludes(terminal.screen, "problem  TOKEN_ENCRYPTION_KEYS");
  assertEquals(await Deno.readTextFile(app.env), kept);
});

Deno.test("Ctrl-C ends setup before anything is written", async () => {
  await using app = await newApp();
  await using terminal = setup(app.folder);
  await terminal.sees("The Supabase project's reference");
  await terminal.type(CTRL_C);
  await terminal.sees("Stopped. Run deno task setup again");
  assertEquals(await terminal.ended, 1);
  assertEquals(
    [...Deno.readDirSync(`${app.folder}/supabase/functions`)].filter((one) => one.name === ".env"),
    [],
  );
});
