/**
 * `deno task add` in the app that people already have: Supabase's starter schema with its trigger on
 * sign-up, and data. Users can sign up at every step: before, after add, an upgrade and --remove.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { answeringNpx } from "../../local/npxTool.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { add, added, addFrom, cliEnv, filesOf, home, newApp, output, read } from "./addApp.ts";
import { otherVersion, snapshot, supabase, write } from "./addApp.ts";
import { snippet } from "./snippets.ts";
import { type PlatformApi, startPlatformApi } from "./platformApi.ts";

const PROJECT = "abcdefghijklmnopqrst";
const HOME = "supabase/functions/_google_calendar";

/** The user management starter of the dashboard's SQL editor, with the users table of other templates. */
const STARTER = `create table public.users (
  id uuid references auth.users on delete cascade primary key,
  full_name text,
  billing_address jsonb
);
alter table public.users enable row level security;
create policy "Can view own user data." on public.users for select using (auth.uid() = id);

create table public.profiles (
  id uuid references auth.users on delete cascade primary key,
  updated_at timestamptz default now(),
  username text unique
);
alter table public.profiles enable row level security;

create function public.handle_new_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.users (id, full_name) values (new.id, new.email);
  insert into public.profiles (id, username) values (new.id, new.email);
  return new;
end
$$;
create trigger on_auth_user_created after insert on auth.users
  for each row execute procedure public.handle_new_user();
`;

const OWN = {
  "supabase/migrations/20250601120000_starter.sql": STARTER,
  "supabase/functions/_shared/cors.ts":
    'export const corsHeaders = { "Access-Control-Allow-Origin": "*" };\n',
  "supabase/functions/hello/index.ts":
    'import { corsHeaders } from "../_shared/cors.ts";\nDeno.serve(() => new Response("hello", { headers: corsHeaders }));\n',
  "supabase/functions/hello/deno.json": '{ "imports": {} }\n',
};

interface Starter {
  app: string;
  database: Postgres;
  api: PlatformApi;
  push(): Promise<{ code: number; text: string }>;
  deploy(): Promise<void>;
  /** Signs somebody up, and checks what the app's trigger makes of it. */
  signUp(): Promise<string>;
  close(): Promise<void>;
}

async function startStarter(): Promise<Starter> {
  const app = await newApp(OWN);
  const config = await read(app, "supabase/config.toml");
  await write(app, "supabase/config.toml", `${config}\n[functions.hello]\nverify_jwt = true\n`);
  const database = await startPostgres("all");
  const api = startPlatformApi(PROJECT);
  const profile = `${app}-profile.yaml`;
  await Deno.writeTextFile(profile, api.profile);
  const { sql } = database;
  const dbUrl = `${database.url}?sslmode=disable`;
  const push = () => output(supabase, ["db", "push", `--remote=${dbUrl}`, "--yes"], app);
  let people = 0;
  return {
    app,
    database,
    api,
    push,
    async deploy() {
      const { code, text } = await output(
        Deno.execPath(),
        [
          ...["run", "-A", "--no-check", "tasks/deploy.ts", "--yes", `--folder=${app}`],
          ...[`--project-ref=${PROJECT}`, `--profile=${profile}`, `--db-url=${dbUrl}`],
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
        },
      );
      assertEquals(code, 0, text);
    },
    async signUp() {
      const email = `person-${++people}@example.com`;
      const [user] = await sql`insert into auth.users (email) values (${email}) returning id`;
      const [made] = await sql`
        select u.full_name, p.username from public.users u join public.profiles p using (id)
        where id = ${user!.id}`;
      assertEquals({ ...made }, { full_name: email, username: email });
      return user!.id;
    },
    async close() {
      await Promise.all([database.close(), api.close()]);
    },
  };
}

const named = (rows: Iterable<unknown>) =>
  [...rows as Iterable<{ name: string }>].map(({ name }) => name);

/** Everything that was added to the database and is still there. */
const left = async ({ sql }: Postgres) =>
  named(
    await sql`
      select nspname as name from pg_namespace where nspname = 'google_calendar'
      union all select relname from pg_class where relname like 'google_%'
      union all select proname from pg_proc where proname like 'google_calendar%'
      union all select tablename from pg_publication_tables where tablename like 'google_%'`,
  );

const tablesOf = async ({ sql }: Postgres) =>
  named(await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`);

Deno.test("the starter app: users sign up before, after add, after an upgrade with changes, and after --remove", async () => {
  const starter = await startStarter();
  const { app, database, api } = starter;
  try {
    const before = snapshot(app);
    assertEquals((await starter.push()).code, 0);
    await starter.signUp();

    await added(app, "--client", "src/google-calendar");
    await starter.deploy();
    const { functions } = JSON.parse(await read(app, `${HOME}/version.json`));
    assertEquals(api.uploads.map(({ slug }) => slug).sort(), functions);
    for (const { slug, metadata, files } of api.uploads) {
      assertEquals(metadata.verify_jwt, false, slug);
      // Each is one built file, which needs no import map.
      assertEquals([...files.keys()], [`supabase/functions/${slug}/index.js`]);
    }
    const user = await starter.signUp();
    assertEquals(await tablesOf(database), [
      "google_calendars",
      "google_connections",
      "google_events",
      "google_series",
      "profiles",
      "users",
    ]);
    const connect = () =>
      database
        .sql`insert into google_calendar.users (id, user_id, is_default) values (${user}, ${user}, true)`;
    await connect();

    const next = await otherVersion("1.1.0");
    await write(
      next,
      "supabase/migrations/20260201000000_note.sql",
      "alter table google_calendar.users add column note text;\n",
    );
    const uuid = await read(next, "supabase/functions/_shared/uuid.ts");
    await write(next, "supabase/functions/_shared/uuid.ts", `${uuid}// The end, in 1.1.0.\n`);
    await write(app, `${HOME}/uuid.ts`, `// Ours.\n${await read(app, `${HOME}/uuid.ts`)}`);
    const upgraded = await addFrom(next, app, "--yes");
    assertEquals(upgraded.code, 0, upgraded.text);
    assertEquals(await read(app, `${HOME}/uuid.ts`), `// Ours.\n${uuid}// The end, in 1.1.0.\n`);
    api.uploads.length = 0;
    await starter.deploy();
    assertEquals(api.uploads.map(({ slug }) => slug).sort(), functions);
    await starter.signUp();
    const [kept] = await database.sql`select note, id from google_calendar.users`;
    assertEquals({ ...kept }, { note: null, id: user });

    const removed = await addFrom(next, app, "--remove", "--yes");
    assertEquals(removed.code, 0, removed.text);
    assertStringIncludes(removed.text, "DELETE calendar-connection?all=true");
    assertMatch(removed.text, /secrets unset --remote=<ref> .*GOOGLE_CLIENT_ID/);
    assertStringIncludes(removed.text, `note    you changed ${HOME}/uuid.ts`);
    assertStringIncludes(removed.text, "remove  src/google-calendar/client.ts");
    // Nothing is there but what was there, and the migrations.
    const after = snapshot(app);
    const isMigration = (path: string) => /migrations\/.*_google_calendar_/.test(path);
    const others = Object.entries(after)
      .filter(([path]) => !isMigration(path) && !path.startsWith(".dist/"));
    assertEquals(Object.fromEntries(others), before);

    const pushed = await starter.push();
    assertEquals(pushed.code, 0, pushed.text);
    assertEquals(await left(database), []);
    assertEquals(await tablesOf(database), ["profiles", "users"]);
    await starter.signUp();
    const [all] = await database.sql`select count(*)::int as people from public.profiles`;
    assertEquals(all!.people, 4);

    // And once more.
    await added(app);
    assertEquals((await starter.push()).code, 0);
    await starter.signUp();
    assert((await left(database)).length > 10);
  } finally {
    await starter.close();
  }
});

Deno.test("an app without the example: the doctor finds every table, and find_resource finds the app's own rows as docs/add.md says", async () => {
  const starter = await startStarter();
  const { app, database } = starter;
  try {
    await added(app);
    const lessons = "create table public.lessons (id uuid primary key, user_id uuid, title text);";
    const ours = await snippet("docs/add.md", "sql", "find_resource");
    // The migration that it replaces shows the same lines.
    const placed = await Deno.readTextFile("tasks/add/find_resource.sql");
    assertStringIncludes(placed.replace(/^-- {0,3}/gm, ""), ours);
    await write(app, "supabase/migrations/20270101000000_lessons.sql", `${lessons}\n${ours}`);
    const pushed = await starter.push();
    assertEquals(pushed.code, 0, pushed.text);
    const user = await starter.signUp();
    const id = crypto.randomUUID();
    await database.sql`insert into public.lessons values (${id}, ${user}, 'Lecture 5')`;
    const find = (id: string) => database.sql`select * from google_calendar.find_resource(${id})`;
    assertEquals({ ...(await find(id))[0] }, {
      owner: user,
      name: "Lecture 5",
      link: `/lessons/${id}`,
    });
    assertEquals((await find(crypto.randomUUID())).length, 0);

    const doctor = await output(
      Deno.execPath(),
      [
        ...["run", "-A", "--no-check", "tasks/doctor.ts", `--folder=${app}`],
        `--db-url=${database.url}?sslmode=disable`,
      ],
      ".",
    );
    assertMatch(doctor.text, /^ok +migrations: all \d+ tables and functions are there$/m);
    assertMatch(doctor.text, /^ok +config\.toml: 11 functions, each with its block$/m);

    // It is the app's own now, and goes with the rest.
    assertEquals((await add(app, "--remove", "--yes")).code, 0);
    assertEquals((await starter.push()).code, 0);
    assertEquals(await left(database), []);
  } finally {
    await starter.close();
  }
});

Deno.test("--remove stops if a view, a key or a function of the app depends on it, and its migration drops nothing", async () => {
  const starter = await startStarter();
  const { app, database } = starter;
  const dbUrl = `--db-url=${database.url}?sslmode=disable`;
  try {
    await added(app);
    await write(
      app,
      "supabase/migrations/20270101000000_ours.sql",
      `create view public.connected as select user_id from public.google_connections;
create table public.notes (account_id uuid references google_calendar.users (id));
create function public.is_connected() returns boolean language plpgsql as $$
begin
  return exists (select from public.google_connections);
end
$$;
create function public.is_busy() returns boolean language plpgsql as $$
begin
  return exists (select from public.google_events where busy);
end
$$;
`,
    );
    assertEquals((await starter.push()).code, 0);
    const before = snapshot(app);
    const there = await left(database);
    // By the task, because its permissions must allow it.
    const task = ["task", "--quiet", "add", app, "--remove", "--yes", dbUrl];
    const stopped = await output(Deno.execPath(), task, ".");
    assertEquals(stopped.code, 1);
    assertStringIncludes(
      stopped.text,
      "in the database: view connected depends on table google_connections",
    );
    assertStringIncludes(stopped.text, "in the database: the function is_connected() names it");
    assertStringIncludes(stopped.text, "in the database: the function is_busy() names it");
    assertEquals(snapshot(app), before);
    assertEquals(await left(database), there);

    // Without the address of a database the migration itself is what stops.
    assertEquals((await add(app, "--remove", "--yes")).code, 0);
    const pushed = await starter.push();
    assertEquals(pushed.code, 1);
    assertStringIncludes(pushed.text, "view connected depends on table google_connections");
    assertEquals(await left(database), there);
    await starter.signUp();

    await database.sql`drop view public.connected`;
    const second = await starter.push();
    assertStringIncludes(second.text, "constraint notes_account_id_fkey on table notes depends on");
    assertEquals(await left(database), there);
    await database.sql`drop table public.notes`;
    assertEquals((await starter.push()).code, 0);
    assertEquals(await left(database), []);
  } finally {
    await starter.close();
  }
});

for (
  const [what, rows, args, stay] of [
    ["stay if they have rows", true, [], true],
    ["go if they are empty", false, [], false],
    ["go with their rows if --drop-data is given", true, ["--drop-data"], false],
  ] as const
) {
  Deno.test(`--remove: the example's tables ${what}`, async () => {
    const starter = await startStarter();
    const { app, database } = starter;
    try {
      await added(app, "--with", "resources");
      assertEquals((await starter.push()).code, 0);
      const user = await starter.signUp();
      if (rows) {
        await database.sql`insert into public.classes (user_id, name) values (${user}, 'History')`;
      }
      const tried = [`--db-url=${database.url}?sslmode=disable`, ...args];
      const { code, text } = await add(app, "--remove", "--yes", ...tried);
      assertEquals(code, 0, text);
      const pushed = await starter.push();
      assertEquals(pushed.code, 0, pushed.text);
      const example = stay ? ["classes"] : [];
      const tables = [...example, "profiles", ...stay ? ["resources"] : [], "users"];
      assertEquals(await tablesOf(database), tables);
      assertEquals(await left(database), []);
      await starter.signUp();
    } finally {
      await starter.close();
    }
  });
}

Deno.test("--remove stops if a function of the app's own uses the shared modules", async () => {
  const app = await newApp(OWN);
  await added(app);
  await write(
    app,
    "supabase/functions/hello/index.ts",
    'import { getCalendarClient } from "../_google_calendar/calendarClient.ts";\n',
  );
  const before = snapshot(app);
  const { code, text } = await add(app, "--remove", "--yes");
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "in the way  supabase/functions/hello/index.ts imports the shared modules -> take that out",
  );
  assertEquals(snapshot(app), before);
});

for (
  const [what, path, text, says] of [
    [
      "a page imports it",
      "src/App.tsx",
      'import { x } from "./calendar/client.ts";\n',
      "src/App.tsx imports it",
    ],
    [
      "a page imports it by an alias",
      "app/page.tsx",
      'import { x } from "@/calendar/client.ts";\n',
      "app/page.tsx imports it",
    ],
    [
      "it was changed",
      "src/calendar/english.ts",
      "// ours\n",
      "you changed src/calendar/english.ts",
    ],
  ] as const
) {
  Deno.test(`--remove leaves the copied client if ${what}, and says so`, async () => {
    const app = await newApp();
    await added(app, "--client", "src/calendar");
    await write(app, path, text);
    await write(app, "supabase/functions/calendar-events/own_test.ts", "// ours\n");
    const client = filesOf(`${app}/src/calendar`);
    const { code, text: said } = await add(app, "--remove", "--yes");
    assertEquals(code, 0, said);
    assertStringIncludes(said, `stays   src/calendar: ${says}`);
    assertEquals(filesOf(`${app}/src/calendar`), client);
    assertStringIncludes(said, "stays   supabase/functions/calendar-events/own_test.ts is yours");
    assertEquals(filesOf(app).filter((path) => path.startsWith("supabase/functions/")), [
      "supabase/functions/calendar-events/own_test.ts",
    ]);
  });
}

Deno.test("--remove writes nothing without a yes, in a dry run, and where nothing was added", async () => {
  const app = await newApp();
  const nothing = await add(app, "--remove", "--yes");
  assertEquals(nothing.code, 1);
  assertStringIncludes(nothing.text, "Nothing was added to");
  await added(app);
  const before = snapshot(app);
  const unasked = await add(app, "--remove");
  assertEquals(unasked.code, 1);
  assertStringIncludes(unasked.text, "Nothing was written.");
  const dry = await add(app, "--remove", "--dry-run");
  assertEquals(dry.code, 0);
  assertEquals(snapshot(app), before);
  // It lists exactly what then goes, comes and changes.
  const listed = [...dry.text.matchAll(/^(?:add|update|remove) +(\S+)$/gm)].map(([, path]) => path);
  assertEquals((await add(app, "--remove", "--yes")).code, 0);
  const after = snapshot(app);
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = paths.filter((path) => before[path] !== after[path]);
  const undated = (path = "") => path.replace(/\d{14}_google_calendar_remove/, "remove");
  assertEquals(listed.map(undated).sort(), changed.map(undated).sort());
});

Deno.test("--remove takes a block of config.toml with settings that were added to it, and leaves the rest", async () => {
  const app = await newApp();
  const config = await read(app, "supabase/config.toml");
  await added(app);
  const changed = (await read(app, "supabase/config.toml")).replace(
    "[functions.calendar-events]\n",
    '[functions.calendar-events]\nimport_map = "./x.json"\n',
  );
  await write(
    app,
    "supabase/config.toml",
    `${changed}\n# mine\n[functions.mine]\nverify_jwt = true\n`,
  );
  assertEquals((await add(app, "--remove", "--yes")).code, 0);
  assertEquals(
    await read(app, "supabase/config.toml"),
    `${config}\n# mine\n[functions.mine]\nverify_jwt = true\n`,
  );
});

Deno.test.afterAll(() => Deno.remove(home, { recursive: true }));
