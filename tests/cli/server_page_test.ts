/** What docs/server.md gives to copy, run as it stands there: only addresses and keys are filled in. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { createExtensions, type NetRequest, runStatements, takeRequests } from "./extensions.ts";
import { startHosted } from "./hosted.ts";
import { snippet } from "./snippets.ts";

const PAGE = "docs/server.md";
const PROJECT = "https://abcdefghijklmnopqrst.supabase.co";
const hosted = await startHosted();
const { stack, connect, call, expireIn } = hosted.scenario;
const { sql, google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);
const secretKey = JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default;

const statements = async (words: string) =>
  (await snippet(PAGE, "sql", words))
    .replaceAll("<secret-key>", secretKey)
    .replaceAll("https://<project-ref>.supabase.co", PROJECT);
const run = async (words: string) => runStatements(sql, await statements(words));

/** Sends what pg_net would send. */
async function send({ url, headers, body }: NetRequest) {
  assert(url.startsWith(`${PROJECT}/`), url);
  const response = await fetch(url.replace(PROJECT, hosted.url), {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
const sendAll = async () => {
  const answers = [];
  for (const request of await takeRequests(sql)) answers.push(await send(request));
  return answers;
};

interface Lesson {
  id: number;
  teacher_id: string;
  name: string;
  starts_at: string;
  ends_at: string;
}
/** A lesson of Ada's within the next day. */
const insertLesson = async (name: string): Promise<Lesson> =>
  (await sql<{ lesson: Lesson }>(
    `insert into public.lessons (teacher_id, name, starts_at, ends_at)
     values ($1, $2, date_trunc('hour', now()) + interval '2 hours', date_trunc('hour', now()) + interval '3 hours')
     returning to_jsonb(lessons) as lesson`,
    [ada.id, name],
  ))[0]!.lesson;
const eventsNamed = async (name: string) => {
  const { body } = await call("GET /calendar-events/users/me", { user: ada });
  return body.events.filter(({ summary }: { summary: string }) => summary === name);
};

/** Runs an expression beside the snippet with these words, in a process with these variables alone. */
async function runModule(words: string, expression: string, env: Record<string, string>) {
  const folder = await Deno.makeTempDir({ prefix: "server-" });
  try {
    const code = await snippet(PAGE, "ts", words);
    await Deno.writeTextFile(
      `${folder}/snippet.ts`,
      `${code}\nconsole.log(JSON.stringify(await ${expression}));\n`,
    );
    const { code: status, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", "--no-check", "--config=deno.json", `${folder}/snippet.ts`],
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH")!,
        HOME: Deno.env.get("HOME")!,
        NO_COLOR: "1",
        SUPABASE_URL: hosted.url,
        ...env,
      },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    if (status !== 0) throw new Error(text(stderr));
    return JSON.parse(text(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

await createExtensions(sql);
await run("create table public.lessons");
await run("private.call_function(path");

Deno.test("another Edge Function puts a lesson into its teacher's calendar, once", async () => {
  const lesson = await insertLesson("Piano");
  await takeRequests(sql);
  const env = { SUPABASE_SECRET_KEYS: stack.env.SUPABASE_SECRET_KEYS! };
  const add = (changes = {}) =>
    runModule(
      "addToCalendar(lesson",
      `addToCalendar(${JSON.stringify({ ...lesson, ...changes })})`,
      env,
    );
  const id = await add();
  assertEquals(await add(), id);
  const found = await eventsNamed("Piano");
  assertEquals(found.map((event: { id: string }) => event.id), [id]);
  // What goes wrong is told by its code.
  await assertRejects(
    () => add({ teacher_id: crypto.randomUUID() }),
    Error,
    "user_not_found",
  );
});

Deno.test("a backend reads a user's next events with supabase-js", async () => {
  const lesson = await insertLesson("Violin");
  await runModule("addToCalendar(lesson", `addToCalendar(${JSON.stringify(lesson)})`, {
    SUPABASE_SECRET_KEYS: stack.env.SUPABASE_SECRET_KEYS!,
  });
  const next = (user: { id: string }, key = secretKey) =>
    runModule("nextEvents(userId", `nextEvents(${JSON.stringify(user.id)})`, {
      SUPABASE_SECRET_KEY: key,
    });
  const names = (await next(ada)).map(({ summary }: { summary: string }) => summary);
  assert(names.includes("Violin"), names.join());
  assertEquals(await next(grace), []);
  await assertRejects(() => next(ada, `${secretKey}x`), Error, "non-2xx");
});

Deno.test("a trigger puts a new lesson into the calendar, and nothing of one that is rolled back", async () => {
  await run("create trigger add_to_calendar");
  await takeRequests(sql);
  await insertLesson("Cello");
  const answers = await sendAll();
  assertEquals(answers.map(({ status }) => status), [201]);
  assertEquals((await eventsNamed("Cello")).length, 1);

  await assertRejects(() =>
    sql(
      `insert into public.lessons (teacher_id, name, starts_at, ends_at)
       values ($1, 'Harp', now(), now()), ($2, 'Harp', now(), now())`,
      [ada.id, crypto.randomUUID()],
    )
  );
  assertEquals(await takeRequests(sql), []);
});

Deno.test("the job makes up for a request that was lost, and makes no event twice", async () => {
  await run("cron.schedule");
  const [job] = await sql<{ command: string; schedule: string }>(
    "select command, schedule from cron.job where jobname = 'lessons-to-calendar'",
  );
  assertEquals(job!.schedule, "*/15 * * * *");
  await insertLesson("Flute");
  await takeRequests(sql); // Lost.
  await insertLesson("Oboe");
  await sendAll();

  await sql("set time zone 'Asia/Kathmandu'");
  for (let round = 0; round < 2; round++) {
    await sql(job!.command);
    const answers = await sendAll();
    assert(answers.length >= 2);
    const created = answers.filter(({ status }) => status === 201).map(({ body }) => body.summary);
    assertEquals(created, round === 0 ? ["Flute"] : []);
    const others = answers.filter(({ status }) => status !== 201);
    assertEquals(new Set(others.map(({ status }) => status)), new Set([200]));
  }
  await sql("set time zone 'UTC'");
  for (const name of ["Flute", "Oboe", "Cello"]) {
    assertEquals([name, (await eventsNamed(name)).length], [name, 1]);
  }
});

Deno.test("nobody but the database's owner may call what the page creates", async () => {
  const rows = await sql<{ name: string; role: string }>(
    `select p.proname as name, r.rolname as role
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
       (select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role')) r
     where n.nspname = 'private' and has_function_privilege(r.rolname, p.oid, 'execute')`,
  );
  assertEquals(rows, []);
  const [{ count }] = await sql<{ count: number | string }>(
    "select count(*) as count from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'private'",
  ) as [{ count: number | string }];
  assert(Number(count) >= 3);
});

Deno.test("a trigger tells the app of a grant that ended, once, and the app's function checks the key", async () => {
  await run("create trigger ask_to_reconnect");
  await takeRequests(sql);
  google.revokeGrant("grace@example.com");
  await expireIn(grace, -60);
  for (let i = 0; i < 2; i++) {
    const { body } = await call("GET /calendar-events/users/me", { user: grace });
    assertEquals(body.code, "reconnect_required");
  }
  const requests = await takeRequests(sql);
  assertEquals(requests.map(({ url }) => url), [`${PROJECT}/functions/v1/ask-to-reconnect`]);
  const { user_id, status, reason, google_email } = requests[0]!.body as Record<string, string>;
  assertEquals([user_id, status, reason, google_email], [
    grace.id,
    "needs_reconnect",
    "revoked_or_expired",
    "grace@example.com",
  ]);
  // It holds no token.
  const stored = Object.values((await hosted.scenario.row(grace))!)
    .filter((value) => typeof value === "string" && value.length > 60);
  for (const token of stored) assert(!JSON.stringify(requests).includes(String(token)));

  const name = "ask-to-reconnect";
  const code = await snippet(PAGE, "ts", name);
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  const shared = new URL("../../supabase/functions/_shared/", import.meta.url).href;
  await Deno.writeTextFile(file, code.replaceAll("../_shared/", shared));
  const { default: app } = await import(`file://${file}`);
  await Deno.remove(file);
  const stop = hosted.replace(name, (request) => app.request(`/${name}`, request));
  assertEquals((await send(requests[0]!)).status, 204);
  const forged = { ...requests[0]!, headers: { ...requests[0]!.headers, apikey: "other" } };
  assertEquals((await send(forged)).status, 401);
  stop();

  // Whoever connects again, and is refreshed, is told of nothing.
  await connect(grace);
  await expireIn(grace, -60);
  assertEquals((await call("GET /calendar-events/users/me", { user: grace })).status, 200);
  assertEquals(await takeRequests(sql), []);
});

closeAtEnd(hosted);
