/**
 * `deno task add`, on a project that `supabase init` made and on one with tables and functions of its
 * own.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cp } from "node:fs/promises";
import { parse } from "smol-toml";
import { namesAfter } from "../../tasks/add/sqlNames.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { answeringNpx } from "../../local/npxTool.ts";
import { startPostgres } from "../support/postgres.ts";
import { supabaseCliPath } from "../support/supabaseCli.ts";
import { startPlatformApi } from "./platformApi.ts";

const PROJECT = "abcdefghijklmnopqrst";
const home = await Deno.makeTempDir({ prefix: "add-" });
const supabase = await supabaseCliPath();
const cliEnv = {
  NO_COLOR: "1",
  SUPABASE_HOME: `${home}/home`,
  SUPABASE_TELEMETRY_DISABLED: "1",
  SUPABASE_NO_UPDATE_NOTIFIER: "1",
  SUPABASE_NO_KEYRING: "1",
};

async function output(command: string, args: string[], cwd: string, env = cliEnv) {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd,
    env,
    stdin: "null",
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const initialized = `${home}/initialized`;
await Deno.mkdir(initialized);
const init = await output(supabase, ["init", "--yes"], initialized);
assertEquals(init.code, 0, init.text);

/** A project as `supabase init` leaves it, with these files below `supabase/`. */
async function newApp(files: Record<string, string> = {}): Promise<string> {
  const app = await Deno.makeTempDir({ dir: home });
  await cp(initialized, app, { recursive: true });
  for (const [path, content] of Object.entries(files)) await write(app, path, content);
  return app;
}

async function write(app: string, path: string, content: string) {
  const target = `${app}/supabase/${path}`;
  await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(target, content);
}

const read = (app: string, path: string) => Deno.readTextFile(`${app}/supabase/${path}`);

function add(app: string, ...args: string[]) {
  return output(Deno.execPath(), ["run", "-A", "--no-check", "tasks/add.ts", app, ...args], ".");
}

function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesOf(`${folder}/${name}`) : [`${folder}/${name}`]
  ).sort();
}

/** Every file of the app with its content. */
const snapshot = (app: string) =>
  Object.fromEntries(filesOf(app).map((path) => [path, Deno.readTextFileSync(path)]));

Deno.test("add lists what it will write, and writes nothing without a yes", async () => {
  const app = await newApp();
  const before = snapshot(app);
  const { code, text } = await add(app);
  assertEquals(code, 1);
  assertStringIncludes(text, "add     supabase/functions/oauth-callback/index.ts");
  assertStringIncludes(text, "add     supabase/migrations/20260101000000_users.sql");
  assertStringIncludes(text, "update  supabase/config.toml");
  assertStringIncludes(text, "Nothing was written.");
  assertEquals(snapshot(app), before);
});

Deno.test("add to a project that supabase init made: it deploys from there, and again changes nothing", async () => {
  const app = await newApp();
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 0, text);
  const before = snapshot(app);
  assertEquals((await add(app, "--yes")).text, "Everything is there, and up to date.\n");
  assertEquals(snapshot(app), before);

  const database = await startPostgres("none");
  const api = startPlatformApi(PROJECT);
  await Deno.writeTextFile(`${home}/profile.yaml`, api.profile);
  try {
    const deployed = await output(
      Deno.execPath(),
      [
        ...["run", "-A", "--no-check", "tasks/deploy.ts", "--yes", `--folder=${app}`],
        ...[`--project-ref=${PROJECT}`, `--profile=${home}/profile.yaml`],
        `--db-url=${database.url}?sslmode=disable`,
      ],
      ".",
      {
        ...cliEnv,
        PATH: await answeringNpx(home, supabase),
        SUPABASE_ACCESS_TOKEN: `sbp_${crypto.getRandomValues(new Uint8Array(20)).toHex()}`,
        APP_URL: "https://app.example.com",
        GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
        GOOGLE_CLIENT_SECRET: "local-client-secret",
        TOKEN_ENCRYPTION_KEYS: `k1:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`,
      } as typeof cliEnv,
    );
    assertEquals(deployed.code, 0, deployed.text);
    assertEquals(api.uploads.map(({ slug }) => slug).sort(), functionNames());
    for (const { slug, metadata, files } of api.uploads) {
      assertEquals(metadata.verify_jwt, false, slug);
      // Each is one built file, which needs no import map.
      assertEquals([...files.keys()], [`supabase/functions/${slug}/index.js`]);
      assertEquals(metadata.entrypoint_path, `supabase/functions/${slug}/index.js`);
    }
    const [tables] = await database
      .sql`select count(*)::int from information_schema.tables where table_schema = 'public'`;
    assertEquals(tables!.count, 3);
  } finally {
    await Promise.all([database.close(), api.close()]);
  }
});

const OWN = {
  "functions/hello/index.ts": "Deno.serve(() => new Response('hello'));\n",
  "functions/hello/deno.json": '{ "imports": {} }\n',
  "functions/_shared/errors.ts": "export const errors = {};\n",
  "migrations/20270301120000_notes.sql": "create table public.notes (id bigint primary key);\n",
};

Deno.test("add refuses if the app has a shared module of the same name, and says what to do", async () => {
  const app = await newApp(OWN);
  const before = snapshot(app);
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "in the way  functions/_shared/errors.ts is there already -> rename yours, or use another folder for the shared modules: --shared _google_calendar",
  );
  assertEquals(snapshot(app), before);
});

Deno.test("add keeps the app's own functions, tables and config.toml", async () => {
  const app = await newApp(OWN);
  const config = `${await read(
    app,
    "config.toml",
  )}\n# ours\n[functions.hello]\nverify_jwt = true\n`;
  await write(app, "config.toml", config);
  const before = snapshot(app);
  const { code, text } = await add(app, "--yes", "--shared", "_google_calendar");
  assertEquals(code, 0, text);
  const after = snapshot(app);
  for (const [path, content] of Object.entries(before)) {
    if (path.endsWith("config.toml")) assert(after[path]?.startsWith(content), path);
    else assertEquals(after[path], content, path);
  }
  const blocks = parse(await read(app, "config.toml")).functions as Record<string, unknown>;
  assertEquals(Object.keys(blocks).sort(), [...functionNames(), "hello"].sort());
  assertStringIncludes(
    await read(app, "functions/oauth-callback/index.ts"),
    'from "../_google_calendar/http/app.ts"',
  );
  for (const [path, content] of Object.entries(after)) {
    if (path.endsWith(".ts")) assert(!content.includes("../_shared/"), path);
  }
  // After the app's own, in their order; and there they stay.
  const migrations = Object.keys(after).filter((path) => path.endsWith(".sql"))
    .map((path) => path.split("/").at(-1)!);
  assertEquals(migrations.slice(0, 3), [
    "20270301120000_notes.sql",
    "20270301120001_users.sql",
    "20270301120002_google_connections.sql",
  ]);
  await write(app, "migrations/20270401000000_more.sql", "create table more (id bigint);\n");
  assertEquals((await add(app, "--yes")).text, "Everything is there, and up to date.\n");
});

Deno.test("add takes an app's own users table and read_account function as they are", async () => {
  const app = await newApp({
    "migrations/20250101000000_init.sql":
      "create table public.users (id uuid); create function read_account() returns int language sql as $$ select 1 $$;\n",
  });
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 0, text);
});

Deno.test("add refuses if the app has a classes table, and succeeds once that table has another name", async () => {
  const app = await newApp({
    "migrations/20250101000000_init.sql": "create table if not exists classes (id uuid);\n",
  });
  const before = snapshot(app);
  const refused = await add(app, "--yes");
  assertEquals(refused.code, 1);
  assertStringIncludes(
    refused.text,
    "in the way  your migrations make the table classes in public -> rename yours by a migration of your own (alter table public.classes rename to app_classes;)",
  );
  assertEquals(snapshot(app), before);
  await write(
    app,
    "migrations/20250102000000_rename.sql",
    "alter table public.classes rename to app_classes;\n",
  );
  assertEquals((await add(app, "--yes")).code, 0);
});

Deno.test("add refuses if the app has a function of the same name", async () => {
  const app = await newApp({
    "functions/get-resource/index.ts": "Deno.serve(() => new Response('mine'));\n",
  });
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "in the way  a function get-resource is there already -> rename yours",
  );
});

Deno.test("a second add updates unchanged files, removes obsolete ones, and refuses to overwrite a change", async () => {
  const app = await newApp();
  await add(app, "--yes");
  const record = JSON.parse(await read(app, "google-calendar.json"));
  // As if an earlier version had been added: one file was different, one was there that is gone.
  const old = "// an earlier version\n";
  const hash = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(old)),
  ).toHex();
  for (const path of ["functions/_shared/google/retry.ts", "functions/_shared/gone.ts"]) {
    await write(app, path, old);
    record.files[path] = hash;
  }
  await write(app, "google-calendar.json", JSON.stringify(record));
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 0, text);
  assertStringIncludes(text, "update  supabase/functions/_shared/google/retry.ts");
  assertStringIncludes(text, "remove  supabase/functions/_shared/gone.ts");
  assertEquals(
    await read(app, "functions/_shared/google/retry.ts"),
    await Deno.readTextFile("supabase/functions/_shared/google/retry.ts"),
  );

  await write(app, "functions/_shared/google/retry.ts", "// the app's own change\n");
  const refused = await add(app, "--yes");
  assertEquals(refused.code, 1);
  assertStringIncludes(
    refused.text,
    "functions/_shared/google/retry.ts was changed since it was added",
  );
  assertEquals(await read(app, "functions/_shared/google/retry.ts"), "// the app's own change\n");
});

Deno.test("add removes the shared import map that an earlier version named in config.toml", async () => {
  const app = await newApp();
  await add(app, "--yes");
  const config = await read(app, "config.toml");
  const block = "[functions.oauth-callback]\nverify_jwt = false\n";
  assertStringIncludes(config, block);
  const former = `${block}import_map = "./functions/_shared/import_map.json"\n`;
  await write(app, "config.toml", config.replace(block, former));
  assertEquals((await add(app, "--yes")).code, 0);
  assertEquals(await read(app, "config.toml"), config);
});

Deno.test("add refuses to overwrite a migration that may have been applied", async () => {
  const app = await newApp();
  await add(app, "--yes");
  await write(
    app,
    "migrations/20260101000000_users.sql",
    "create table google_calendar.users (id uuid);\n",
  );
  const { code, text } = await add(app, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(text, "migrations/20260101000000_users.sql differs from this version's");
});

for (const own of ["3", "202606", "20261231235959"]) {
  Deno.test(`add places its migrations after the app's own one of version ${own}`, async () => {
    const app = await newApp({ [`migrations/${own}_notes.sql`]: "select 1;" });
    const { code, text } = await add(app, "--yes");
    assertEquals(code, 0, text);
    const names = [...Deno.readDirSync(`${app}/supabase/migrations`)].map(({ name }) => name)
      .sort();
    assertEquals(names[0], `${own}_notes.sql`);
    assert(names.length > 10, names.join(", "));
  });
}

Deno.test("add says that a folder holds no Supabase project", async () => {
  const { code, text } = await add(home, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(text, "Make one there first: npx supabase init");
});

Deno.test("what migrations leave in public is read from their text", () => {
  const left = (...migrations: string[]) => [...namesAfter(migrations)].sort();
  assertEquals(left('create table "public"."Users" (id int);'), ["table users"]);
  assertEquals(left("create table app.users (id int);"), []);
  assertEquals(left("-- create table users (id int);\n/* create view v as select 1; */"), []);
  assertEquals(left("create table users (id int); drop table users;"), []);
  assertEquals(left("create table users (id int);", "alter table users set schema app;"), []);
  assertEquals(
    left(
      "create or replace function read_account() returns int language sql as $$ create table x $$;",
    ),
    ["function read_account"],
  );
  assertEquals(left("alter table users rename column a to b;"), []);
});

Deno.test.afterAll(() => Deno.remove(home, { recursive: true }));
