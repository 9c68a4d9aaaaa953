/** What docs/mirror.md gives to run and to copy, done as it says, on a calendar that is mirrored. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { createClient } from "@supabase/supabase-js";
import { afterRemoval } from "../../tasks/add/words.ts";
import { createCalendarClient } from "../../web/src/google-calendar/client.ts";
import { keepBackground } from "../support/background.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { createExtensions, runStatements, takeRequests } from "./extensions.ts";
import { startHosted } from "./hosted.ts";
import { snippet, snippetsOf } from "./snippets.ts";

const PAGE = "docs/mirror.md";
const background = keepBackground();
const hosted = await startHosted();
const { stack, connect, call, createResource } = hosted.scenario;
const { sql, env } = stack;
closeAtEnd(hosted);

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);
const publishableKey = JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS!).default;
const secretKey = JSON.parse(env.SUPABASE_SECRET_KEYS!).default;
const supabase = createClient(hosted.url, publishableKey, {
  accessToken: () => Promise.resolve(ada.access_token),
});
const calendar = createCalendarClient({ functions: supabase.functions });

/** Runs the page's lines with these names, and returns what `result` names of theirs. */
async function runLines(
  words: string,
  given: Record<string, unknown>,
  result: string,
) {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  const lines = await snippet(PAGE, "ts", words);
  return await new AsyncFunction(
    ...Object.keys(given),
    `${lines}; return ${result};`,
  )(
    ...Object.values(given),
  );
}

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function create(
  summary: string,
  from: number,
  to: number,
  more: object = {},
) {
  const body = {
    summary,
    start_datetime: at(from),
    end_datetime: at(to),
    ...more,
  };
  const path = "/create-calendar-event/users/me/calendar/events";
  const answer = await call(`POST ${path}`, { user: ada, body });
  assertEquals(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}

Deno.test("the page's jobs call sync-calendars when something is due, and nothing otherwise", async () => {
  await createExtensions(sql);
  const filled = (text: string) =>
    text.replaceAll("<project-ref>", "abcdefghijklmnopqrst").replaceAll(
      "<secret-key>",
      secretKey,
    );
  await runStatements(sql, filled(await snippet(PAGE, "sql", "cron.schedule")));
  await runStatements(sql, filled(await snippet(PAGE, "sql", "<secret-key>")));
  const jobs = await sql<{ jobname: string; command: string }>(
    "select jobname, command from cron.job order by jobname desc",
  );
  assertEquals(jobs.map(({ jobname }) => jobname), [
    "sync-calendars",
    "prune-google-events",
  ]);
  for (const { command } of jobs) await sql(command);
  assertEquals(await takeRequests(sql), [], "nothing is mirrored yet");

  await sql(
    "select public.google_calendar_mirror_calendar($1, 'primary', true)",
    [ada.id],
  );
  await sql(jobs[0]!.command);
  const [request, ...more] = await takeRequests(sql);
  assertEquals(more, []);
  const hostedUrl = "https://abcdefghijklmnopqrst.supabase.co/functions/v1/sync-calendars";
  assertEquals([request!.url, request!.headers], [hostedUrl, {
    apikey: secretKey,
  }]);
  const answer = await fetch(`${hosted.url}/functions/v1/sync-calendars`, {
    method: "POST",
    headers: request!.headers,
  });
  const report = await answer.json();
  assertEquals([answer.status, report.rebuilt, report.failed], [200, 1, 0]);
  await calendar.endMirror("primary");
});

Deno.test("the page's calls of the client start, tell of, refresh and end a mirror", async () => {
  const { id, status, calendars } = await runLines(
    "startMirror",
    { calendar },
    "{ id, status, calendars }",
  );
  assertEquals(status, "loading");
  assert(calendars.some((one: { id: string }) => one.id === id));
  await background.ended();
  assertEquals(
    await calendar.mirrors(),
    { calendars: [], allowed: true },
    "the last of the lines ends it",
  );
});

Deno.test("the page's query reads what Google has, and no stranger's session does", async () => {
  await calendar.startMirror("primary");
  await background.ended();
  for (const [index, name] of ["f", "d", "b", "e", "c"].entries()) {
    await create(name, [5, 3, 1, 4, 2][index]!, 6);
  }
  await create("a, going on", -1, 1);
  await create("over", -3, -2);
  const given = { from: at(-1), until: at(1.5) };
  const events = await runLines(
    'from("google_events")',
    { supabase, ...given },
    "events",
  );
  assertEquals(events.map(({ summary }: { summary: string }) => summary), [
    "a, going on",
    "b",
  ]);
  assertEquals(typeof events[0].busy, "boolean");
  const grace = await stack.createUser({
    google: { email: "grace@example.com" },
  });
  const strangers = createClient(hosted.url, publishableKey, {
    accessToken: () => Promise.resolve(grace.access_token),
  });
  assertEquals(
    await runLines(
      'from("google_events")',
      { supabase: strangers, ...given },
      "events",
    ),
    [],
  );
});

Deno.test("google_busy answers the merged busy times", async () => {
  const given = { supabase, time_min: at(-10), time_max: at(10) };
  const { busy, error } = await runLines(
    "google_busy",
    given,
    "{ busy, error }",
  );
  assertEquals(error, null);
  const hours = busy.map((one: { starts_at: string; ends_at: string }) =>
    [one.starts_at, one.ends_at].map((time) =>
      Math.round((Date.parse(time) - Date.now()) / 3_600_000)
    )
  );
  assertEquals(hours, [[-3, -2], [-1, 6]]);
  const beyond = await supabase.rpc("google_busy", {
    time_min: at(-10),
    time_max: at(24 * 400),
  });
  assertEquals([beyond.status, beyond.error!.message], [
    409,
    "mirror_not_ready",
  ]);
});

Deno.test("the next five meetings in one query", async () => {
  const query = (await snippet(PAGE, "sql", "meeting_url")).replace(
    "auth.uid()",
    `'${ada.id}'`,
  );
  assertMatch(query, /limit 5/);
  const found = await sql<{ summary: string }>(query.replace(/;\s*$/, ""));
  assertEquals(found.map(({ summary }) => summary), [
    "a, going on",
    "b",
    "c",
    "d",
    "e",
  ]);
});

Deno.test("a lesson that collides is found, and follows its own event when that is moved", async () => {
  await sql(
    "create table public.lessons (id uuid primary key, user_id uuid not null, title text, starts_at timestamptz not null)",
  );
  await runStatements(sql, await snippet(PAGE, "sql", "lesson_follows_event"));
  const { id: resource_id } = await createResource(ada);
  const starts = at(30);
  await sql("insert into public.lessons values ($1, $2, 'Engines', $3)", [
    resource_id,
    ada.id,
    starts,
  ]);
  const lesson = await create("Lesson", 30, 31, { resource_id });
  await create("Dentist", 30.5, 31.5);
  const join = (await snippet(PAGE, "sql", "join public.google_events"))
    .replace(/;\s*$/, "");
  const collisions = await sql<{ title: string; summary: string }>(join);
  assertEquals(collisions.map(({ title, summary }) => [title, summary]), [[
    "Engines",
    "Dentist",
  ]]);

  const moved = await call(`PATCH /calendar-events/users/me/${lesson.id}`, {
    user: ada,
    body: { start_datetime: at(50), end_datetime: at(51) },
  });
  assertEquals(moved.status, 200);
  const [row] = await sql<{ starts_at: string | Date }>(
    "select starts_at from public.lessons",
  );
  assertEquals(
    Math.round(
      (new Date(row!.starts_at).getTime() - Date.parse(starts)) / 3_600_000,
    ),
    20,
  );
  assertEquals(await sql(join), []);
});

Deno.test("another service is told that a calendar has changed, by its id alone", async () => {
  await runStatements(sql, await snippet(PAGE, "sql", "tell_of_change"));
  await takeRequests(sql);
  await create("Secret", 70, 71);
  const [request, ...more] = await takeRequests(sql);
  const [mirror] = (await calendar.mirrors()).calendars;
  assertEquals(more, []);
  assertEquals([request!.url, request!.body], [
    "https://backend.example.com/calendar-changed",
    {
      user_id: ada.id,
      calendar_id: mirror!.id,
      version: mirror!.version,
    },
  ]);
});

Deno.test("an open page listens to the calendars' rows, which are all that is published", async () => {
  const asked: unknown[] = [];
  const channel = {
    on(...given: unknown[]) {
      asked.push(...given);
      return channel;
    },
    subscribe: () => channel,
  };
  const reload = () => {};
  await runLines("postgres_changes", {
    supabase: { channel: () => channel },
    reload,
  }, "null");
  assertEquals(asked, [
    "postgres_changes",
    { event: "UPDATE", schema: "public", table: "google_calendars" },
    reload,
  ]);
});

Deno.test("what add --remove says takes the jobs and the secrets away", async () => {
  const [, statements] = /in the SQL editor:\n([\s\S]*?)\n {2}4\./.exec(
    afterRemoval([]),
  )!;
  await runStatements(sql, statements!);
  assertEquals(await sql("select from cron.job"), []);
  assertEquals(await sql("select from vault.decrypted_secrets"), []);
});

Deno.test("every SQL and TypeScript snippet of the page is one of those that were run", async () => {
  const run = [
    ...[
      "cron.schedule",
      "<secret-key>",
      "meeting_url",
      "join public.google_events",
    ],
    ...[
      "lesson_follows_event",
      "tell_of_change",
      "startMirror",
      'from("google_events")',
    ],
    ...["google_busy", "postgres_changes"],
  ];
  for (const { language, text } of await snippetsOf(PAGE)) {
    if (language !== "sh") {
      assert(run.some((words) => text.includes(words)), text);
    }
  }
});
