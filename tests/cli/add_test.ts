/**
 * `deno task add`, on a project that `supabase init` made and on one with tables and functions of its
 * own.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parse } from "smol-toml";
import { namesAfter } from "../../tasks/add/sqlNames.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { ENTER, runInTerminal } from "../support/terminal.ts";
import { add, added, filesOf, home, newApp, output, read, snapshot, write } from "./addApp.ts";

const HOME = "supabase/functions/_google_calendar";
const WITHOUT_EXAMPLE = functionNames().filter((name) => name !== "get-resource");

Deno.test("add lists what it will write, and writes nothing without a yes", async () => {
  const app = await newApp();
  const before = snapshot(app);
  const { code, text } = await add(app);
  assertEquals(code, 1);
  assertStringIncludes(text, "add     supabase/functions/oauth-callback/index.ts");
  assertStringIncludes(
    text,
    "add     supabase/migrations/20260101000000_google_calendar_users.sql",
  );
  assertStringIncludes(text, "update  supabase/config.toml");
  assertStringIncludes(text, "Nothing was written.");
  assertEquals(snapshot(app), before);
});

Deno.test("add asks in a terminal, and goes by the answer", async () => {
  const app = await newApp();
  const before = snapshot(app);
  for (const answer of ["n", "y"]) {
    const command = [Deno.execPath(), "run", "-A", "--no-check", "tasks/add.ts", app];
    await using terminal = runInTerminal(command);
    await terminal.sees("Do this?");
    assertEquals(snapshot(app), before);
    await terminal.type(answer + ENTER);
    assertEquals(await terminal.ended, answer === "y" ? 0 : 1);
    assertEquals(JSON.stringify(snapshot(app)) === JSON.stringify(before), answer === "n");
  }
});

Deno.test("add --dry-run lists exactly the files that add then writes, and writes nothing", async () => {
  const app = await newApp();
  const before = snapshot(app);
  const { code, text } = await add(app, "--dry-run", "--client", "src/calendar");
  assertEquals(code, 0, text);
  assertEquals(snapshot(app), before);
  const listed = [...text.matchAll(/^(?:add|update) +(\S+)$/gm)].map(([, path]) => path);
  await added(app, "--client", "src/calendar");
  const after = snapshot(app);
  const written = Object.keys(after).filter((path) => after[path] !== before[path]);
  assertEquals(listed.toSorted(), written.toSorted());
});

Deno.test("add writes a deno.json for each function, the settings' example and the version, and again changes nothing", async () => {
  const app = await newApp();
  await added(app);
  const files = filesOf(app);
  for (const name of WITHOUT_EXAMPLE) {
    assert(files.includes(`supabase/functions/${name}/deno.json`));
  }
  assertStringIncludes(await read(app, `${HOME}/.env.example`), "TOKEN_ENCRYPTION_KEYS=");
  const { version, functions } = JSON.parse(await read(app, `${HOME}/version.json`));
  assertEquals(version, JSON.parse(await Deno.readTextFile("deno.json")).version);
  assertEquals(functions, WITHOUT_EXAMPLE);
  assertEquals(files.filter((path) => path.includes("_test.")), []);
  const before = snapshot(app);
  assertEquals(await added(app), "Everything is there, and up to date.\n");
  assertEquals(snapshot(app), before);
});

const OWN = {
  "supabase/functions/hello/index.ts": "Deno.serve(() => new Response('hello'));\n",
  "supabase/functions/hello/deno.json": '{ "imports": {} }\n',
  "supabase/functions/_shared/errors.ts": "export const errors = {};\n",
  "supabase/functions/_shared/cors.ts": "export const corsHeaders = {};\n",
  "supabase/migrations/20270301120000_notes.sql":
    "create table public.notes (id bigint primary key);\n",
};

Deno.test("add keeps the app's own functions, shared modules, tables and config.toml", async () => {
  const app = await newApp(OWN);
  const config = `${await read(
    app,
    "supabase/config.toml",
  )}\n# ours\n[functions.hello]\nverify_jwt = true\n`;
  await write(app, "supabase/config.toml", config);
  const before = snapshot(app);
  await added(app);
  const after = snapshot(app);
  for (const [path, content] of Object.entries(before)) {
    if (path.endsWith("config.toml")) assert(after[path]?.startsWith(content), path);
    else assertEquals(after[path], content, path);
  }
  const blocks = parse(after["supabase/config.toml"]!).functions as Record<string, unknown>;
  assertEquals(Object.keys(blocks).sort(), [...WITHOUT_EXAMPLE, "hello"].sort());
  assertStringIncludes(
    after["supabase/functions/oauth-callback/index.ts"]!,
    'from "../_google_calendar/http/app.ts"',
  );
  for (const [path, content] of Object.entries(after)) {
    if (path.endsWith(".ts")) assert(!content.includes("../_shared/"), path);
  }
  // After the app's own, in their order; and there they stay.
  const migrations = filesOf(`${app}/supabase/migrations`);
  assertEquals(migrations.slice(0, 3), [
    "20270301120000_notes.sql",
    "20270301120001_google_calendar_users.sql",
    "20270301120002_google_calendar_google_connections.sql",
  ]);
  await write(app, "supabase/migrations/20270401000000_more.sql", "create table more (id int);\n");
  assertEquals(await added(app), "Everything is there, and up to date.\n");
});

Deno.test("what add writes has no type error where it stands", async () => {
  const app = await newApp();
  await added(app);
  const index = (name: string) => `${app}/supabase/functions/${name}/index.ts`;
  // The repository's own configuration resolves the packages, as it does for a build.
  const config = JSON.parse(await Deno.readTextFile("deno.json"));
  await write(app, "deno.json", JSON.stringify({ ...config, nodeModulesDir: "manual" }));
  await Deno.symlink(await Deno.realPath("node_modules"), `${app}/node_modules`);
  const { code, text } = await output(
    Deno.execPath(),
    ["check", "--no-lock", "--config", `${app}/deno.json`, ...WITHOUT_EXAMPLE.map(index)],
    app,
  );
  assertEquals(code, 0, text);
});

const IN_THE_WAY: Record<string, [files: Record<string, string>, args: string[], says: string]> = {
  "a function of the same name": [
    { "supabase/functions/calendar-events/index.ts": "Deno.serve(() => new Response('mine'));\n" },
    [],
    "in the way  a function calendar-events is there already -> rename yours",
  ],
  "a folder _google_calendar of its own": [
    { "supabase/functions/_google_calendar/env.ts": "export {};\n" },
    [],
    "in the way  supabase/functions/_google_calendar/env.ts is there already -> move or rename yours",
  ],
  "a schema google_calendar": [
    { "supabase/migrations/20250101000000_a.sql": "create schema if not exists google_calendar;" },
    [],
    "in the way  your migrations make the schema google_calendar -> rename yours by a migration of your own (alter schema google_calendar rename to app_google_calendar;)",
  ],
  "a table google_connections": [
    { "supabase/migrations/20250101000000_a.sql": "create table google_connections (id int);" },
    [],
    "in the way  your migrations make the table google_connections in public -> rename yours by a migration of your own (alter table public.google_connections rename to app_google_connections;)",
  ],
  "a table resources, and the example is asked for": [
    { "supabase/migrations/20250101000000_a.sql": "create table public.resources (id int);" },
    ["--with", "resources"],
    "in the way  your migrations make the table resources in public -> rename yours",
  ],
  "files in the client's place": [
    { "src/calendar/client.ts": "export {};\n" },
    ["--client", "src/calendar"],
    "in the way  src/calendar/client.ts is there already -> move or rename yours",
  ],
};

for (const [what, [files, args, says]] of Object.entries(IN_THE_WAY)) {
  Deno.test(`add writes nothing if the app has ${what}, and says what to do`, async () => {
    const app = await newApp(files);
    const before = snapshot(app);
    const { code, text } = await add(app, "--yes", ...args);
    assertEquals(code, 1, text);
    assertStringIncludes(text, says);
    assertEquals(text.match(/^in the way/gm)?.length, 1, text);
    assertEquals(snapshot(app), before);
  });
}

Deno.test("add is not stopped by tables users, profiles, classes and resources of the app's own", async () => {
  const app = await newApp({
    "supabase/migrations/20250101000000_init.sql":
      "create table users (id uuid);\ncreate table profiles (id uuid);\ncreate table classes (id uuid);\ncreate table resources (id uuid);\n",
  });
  await added(app);
});

Deno.test("add without --with resources leaves the example out, and a resource_id finds nothing", async () => {
  const app = await newApp();
  await added(app);
  const files = filesOf(app);
  assertEquals(files.filter((path) => /get-resource|readResource|classes/.test(path)), []);
  assertStringIncludes(
    await read(app, "supabase/migrations/20260101000400_google_calendar_find_resource.sql"),
    "where false",
  );
  // Asked for later, it comes; and once it is there, it is upgraded without being asked for.
  assertStringIncludes(await added(app, "--with", "resources"), "Written. See it: git diff.");
  assert(filesOf(app).includes("supabase/functions/get-resource/index.ts"));
  const blocks = parse(await read(app, "supabase/config.toml")).functions as object;
  assert("get-resource" in blocks);
  assertEquals(await added(app), "Everything is there, and up to date.\n");
});

Deno.test("add --client copies every file of the components, remembers where, and refuses another place", async () => {
  const app = await newApp();
  await added(app, "--client", "./src/calendar/");
  assertEquals(filesOf(`${app}/src/calendar`), filesOf("web/src/google-calendar"));
  await Deno.remove(`${app}/src/calendar/client.ts`);
  assertStringIncludes(await added(app), "add     src/calendar/client.ts");
  const { code, text } = await add(app, "--client", "lib/calendar", "--yes");
  assertEquals(code, 2);
  assertStringIncludes(text, "The client is in src/calendar. To move it: git mv");
});

for (const args of [["--client", "../elsewhere"], ["--with", "classes"], ["--drop-data"]]) {
  Deno.test(`add ${args.join(" ")} is refused`, async () => {
    const app = await newApp();
    const before = snapshot(app);
    const { code, text } = await add(app, "--yes", ...args);
    assertEquals(code, 2, text);
    assertEquals(snapshot(app), before);
  });
}

for (const own of ["3", "202606", "20261231235959"]) {
  Deno.test(`add places its migrations after the app's own one of version ${own}`, async () => {
    const app = await newApp({ [`supabase/migrations/${own}_notes.sql`]: "select 1;" });
    await added(app);
    const names = filesOf(`${app}/supabase/migrations`);
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
  assertEquals(left("create schema app; create table app.users (id int);"), ["schema app"]);
  assertEquals(left("create schema app;", "drop schema app;"), []);
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
