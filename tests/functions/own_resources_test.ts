/** An app that puts rows of its own on the calendar, by a `find_resource` of its own. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const { stack, call, connect, createResource } = await startScenario();
const { sql } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

await sql(`create table public.lessons (
  id uuid primary key default gen_random_uuid(),
  teacher uuid not null references auth.users (id) on delete cascade,
  topic text not null,
  room_link text
)`);
await sql("alter table public.lessons enable row level security");
await sql(`create or replace function google_calendar.find_resource(p_resource_id uuid)
returns table (owner uuid, name text, link text)
language sql stable security definer set search_path = ''
as $$
  select l.teacher, 'Lesson: ' || l.topic, coalesce(l.room_link, '/lessons/' || l.id)
  from public.lessons l where l.id = p_resource_id;
$$`);

async function lesson(teacher: TestUser, topic: string, roomLink: string | null = null) {
  const [row] = await sql<{ id: string }>(
    "insert into public.lessons (teacher, topic, room_link) values ($1, $2, $3) returning id",
    [teacher.id, topic, roomLink],
  );
  return row!.id;
}

const create = (user: TestUser, resource_id: string) =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: {
      summary: "Lecture 5",
      resource_id,
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });

Deno.test("an event for a row of the app's own table carries its name, its path in the app and its id", async () => {
  const id = await lesson(ada, "Bernoulli numbers");
  const { status, body } = await create(ada, id);
  assertEquals([status, body.resource_id], [201, id]);
  assertEquals(body.description, `Lesson: Bernoulli numbers: ${stack.env.APP_URL}/lessons/${id}`);
  const event = stack.google.events("ada@example.com").find((one) => one.id === body.id)!;
  assertEquals(event.source, {
    title: "Lesson: Bernoulli numbers",
    url: `${stack.env.APP_URL}/lessons/${id}`,
  });
});

Deno.test("an app's own link may be another address", async () => {
  const id = await lesson(ada, "Looms", "https://rooms.example.com/looms?seat=1");
  const { status, body } = await create(ada, id);
  assertEquals([status, body.description], [
    201,
    "Lesson: Looms: https://rooms.example.com/looms?seat=1",
  ]);
});

Deno.test("a name that is longer than Google's limit is cut, and ends with an ellipsis", async () => {
  const { status, body } = await create(ada, await lesson(ada, "x".repeat(3000)));
  assertEquals(status, 201);
  const event = stack.google.events("ada@example.com").find((one) => one.id === body.id)!;
  assertEquals(event.source!.title, `Lesson: ${"x".repeat(1024 - "Lesson: ".length - 1)}…`);
});

Deno.test("a row of another user, an unknown one, and a former resource are 404 resource_not_found", async () => {
  const theirs = await lesson(grace, "Compilers");
  const { id: former } = await createResource(ada);
  for (const id of [theirs, crypto.randomUUID(), former]) {
    const { status, body } = await create(ada, id);
    assertEquals([status, body.code], [404, "resource_not_found"], id);
  }
  assertEquals((await create(grace, theirs)).status, 201);
});

Deno.test("whoever may call find_resource is the same after an app has replaced it", async () => {
  const [row] = await sql(`select
    has_function_privilege('anon', 'google_calendar.find_resource(uuid)', 'execute') as anon,
    has_function_privilege('authenticated', 'google_calendar.find_resource(uuid)', 'execute') as authenticated`);
  assertEquals({ ...row }, { anon: false, authenticated: false });
});

closeAtEnd(stack);
