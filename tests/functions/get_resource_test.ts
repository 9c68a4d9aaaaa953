/** `GET /get-resource/users/{user}/resources/{resource_id}`. */
import { assertEquals, assertRejects } from "@std/assert";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const { stack, call, createResource } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });

const get = (user: string, id: string, as = ada) =>
  call(`GET /get-resource/users/${user}/resources/${id}`, { user: as });

Deno.test("get-resource refuses a caller without a session", async () => {
  const id = crypto.randomUUID();
  const { status } = await call(`GET /get-resource/users/me/resources/${id}`);
  assertEquals(status, 401);
});

Deno.test("get-resource answers the resource, and leaves content out where there is none", async () => {
  const full = await createResource(ada, { content: { room: "B", topics: [1, 2] } });
  const { status, body } = await get("me", full.id);
  assertEquals(status, 200);
  assertEquals(Object.keys(body), [
    "id",
    "class_id",
    "user_id",
    "type",
    "name",
    "created_at",
    "content",
  ]);
  assertEquals([body.id, body.class_id, body.user_id], [full.id, full.class_id, ada.id]);
  assertEquals(body.content, { room: "B", topics: [1, 2] });
  assertEquals(Number.isNaN(Date.parse(body.created_at)), false);

  const bare = await createResource(ada);
  assertEquals("content" in (await get(ada.google_id!, bare.id)).body, false);
});

Deno.test("get-resource shows nobody else's resource", async () => {
  const { id } = await createResource(ada);
  const mine = await get("me", id, grace);
  assertEquals([mine.status, mine.body.code], [404, "resource_not_found"]);
  const theirs = await get(ada.google_id!, id, grace);
  assertEquals([theirs.status, theirs.body.code], [404, "user_not_found"]);
});

Deno.test("get-resource answers 404 to ids that are none, whatever they hold", async () => {
  const ids = ["1", "..%2F..", "%27%20or%201=1", "*", "eq.1", "me", crypto.randomUUID(), "%00"];
  for (const id of ids) {
    const { status, body } = await get("me", id);
    assertEquals([status, body.code], [404, "resource_not_found"], id);
  }
});

Deno.test("get-resource is one call to the database", async () => {
  const { id } = await createResource(ada);
  stack.requests.length = 0;
  await get("me", id);
  assertEquals(
    stack.requests.filter(({ path }) => path.startsWith("/rest/")).map(({ path }) => path),
    ["/rest/v1/rpc/google_calendar_read_resource"],
  );
});

Deno.test("a user who was deleted is unauthenticated", async () => {
  const leaving = await stack.createUser({ google: null });
  await stack.sql("delete from auth.users where id = $1", [leaving.id]);
  const { status } = await get("me", crypto.randomUUID(), leaving);
  assertEquals(status, 401);
});

Deno.test("get-resource answers a resource of the largest size, and the table takes no larger one", async () => {
  // As JSON: 262,144 bytes with the braces, the key and the quotes.
  const text = "x".repeat(262_144 - '{"text": ""}'.length);
  const { id } = await createResource(ada, { content: { text } });
  const { status, body } = await get("me", id);
  assertEquals([status, body.content.text.length], [200, text.length]);
  await assertRejects(() => createResource(ada, { content: { text: `${text}x` } }));
});

Deno.test("the tables take no name and no type that is longer than a function may read", async () => {
  const { id, class_id } = await createResource(ada);
  for (
    const [table, row, column, length] of [
      ["resources", id, "name", 1024],
      ["resources", id, "type", 255],
      ["classes", class_id, "name", 1024],
    ] as const
  ) {
    const set = (size: number) =>
      stack.sql(`update public.${table} set ${column} = repeat('\u5B57', ${size}) where id = $1`, [
        row,
      ]);
    await set(length);
    await assertRejects(() => set(length + 1));
  }
});

Deno.test("a resource that is too large all the same is not read, and the log says why", async () => {
  const { id } = await createResource(ada);
  await stack.sql("alter table public.resources drop constraint resources_content_check", []);
  const large = JSON.stringify({ text: "x".repeat(8 * 1024 * 1024) });
  await stack.sql("update public.resources set content = ($2::text)::jsonb where id = $1", [
    id,
    large,
  ]);
  const { status, body } = await get("me", id);
  assertEquals([status, body.code], [500, "misconfigured"]);
});

Deno.test("get-resource reads no column that an app adds to the table", async () => {
  const { id } = await createResource(ada, { content: { room: "B" } });
  await stack.sql("alter table public.resources add column extra text", []);
  await stack.sql("update public.resources set extra = repeat('x', 1000000) where id = $1", [id]);
  assertEquals((await get("me", id)).status, 200);
});

closeAtEnd(stack);
