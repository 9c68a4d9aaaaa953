/** The user connects another Google account while a request is under way. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { Trip, watchCalls } from "./walk/hold.ts";

const scenario = await startScenario();
const { stack, call, connect, row } = scenario;
const { google } = stack;
const unwatch = watchCalls(google.url);
const [ADA, ALAN, GRACE] = ["ada@example.com", "alan@example.com", "grace@example.com"];
const ada = await stack.createUser({ google: { email: ADA } });
const subs = new Map(google.people.map(({ sub, email }) => [email, sub]));

/** Connects this account instead of the current one. */
async function connectTo(email: string): Promise<void> {
  const address = await connect(ada, { email });
  const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
  if (!confirmation) return assertEquals(address.searchParams.get("calendar"), "connected");
  const { status } = await call("POST /oauth-callback/confirm", {
    user: ada,
    body: { confirmation },
  });
  assertEquals(status, 200);
}

const LECTURE = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};
const CREATE = "POST /create-calendar-event/users/me/calendar/events";
const EVENTS = "/calendar-events/users/me";
const create = (body = {}) => call(CREATE, { user: ada, body: { ...LECTURE, ...body } });
const idsOf = (email: string) => google.events(email).map(({ id }) => id);

/** A request whose token Google refuses, while the user changes to each of these accounts in turn. */
async function whileChangingTo(emails: string[], request: () => ReturnType<typeof call>) {
  await connectTo(ADA);
  google.expireAccessTokens(ADA);
  const trip = new Trip("/rpc/google_calendar_begin_refresh");
  const deeds = emails.map((email) => async () => {
    await connectTo(email);
    // Then the next token is refused as well.
    if (email !== emails.at(-1)) google.expireAccessTokens(email);
  });
  const answer = await trip.run(request, ...deeds);
  assert(trip.wasHeld);
  return { ...answer, accounts: trip.accounts };
}

Deno.test("a creation starts over in the new account, once, and its key is of that account", async () => {
  const before = idsOf(ADA);
  const body = { idempotency_key: "the-same-key" };
  const first = await whileChangingTo([ALAN], () => create(body));
  assertEquals([first.status, first.body.replayed], [201, false]);
  assertEquals(first.accounts, [subs.get(ADA), subs.get(ALAN)]);
  const again = await create(body);
  assertEquals([again.status, again.body.id], [200, first.body.id]);
  assertEquals(idsOf(ALAN), [first.body.id]);
  assertEquals(idsOf(ADA), before);
});

Deno.test("a creation whose account changes twice is refused, and made in neither", async () => {
  const count = () => [ADA, ALAN, GRACE].map((email) => idsOf(email).length);
  const before = count();
  const { status, body, accounts } = await whileChangingTo([ALAN, GRACE], () => create());
  assertEquals([status, body.code], [409, "google_account_changed"]);
  assertEquals(accounts, [subs.get(ADA), subs.get(ALAN)]);
  assertEquals(count(), before);
});

Deno.test("a creation that may have been made in the account before is not made in the new one", async () => {
  const before = idsOf(ALAN);
  // Google creates the event but answers a failure. Then it refuses the token.
  const stop = google.fail("events.insert", { status: 503, after: true });
  const stopThen = google.fail("events.insert", {
    status: 401,
    body: { error: { code: 401, errors: [{ reason: "authError" }] } },
  });
  await connectTo(ADA);
  const made = idsOf(ADA).length;
  const trip = new Trip("/rpc/google_calendar_begin_refresh");
  const { status, body } = await trip.run(() => create(), () => connectTo(ALAN));
  stop();
  stopThen();
  assertEquals([status, body.code], [409, "google_account_changed"]);
  assertEquals([idsOf(ADA).length, idsOf(ALAN)], [made + 1, before]);
});

Deno.test("a request that names an event or a page is refused, and nothing is done in the new account", async () => {
  await connectTo(ADA);
  for (let i = 0; i < 2; i++) await create();
  const { body: { events: [{ id }], next_page_token } } = await call(`GET ${EVENTS}?limit=1`, {
    user: ada,
  });
  const page = encodeURIComponent(next_page_token);
  const requests: [route: string, body?: object][] = [
    [`GET ${EVENTS}/${id}`],
    [`PATCH ${EVENTS}/${id}`, { summary: "Changed" }],
    [`DELETE ${EVENTS}/${id}`],
    [`POST ${EVENTS}/${id}/response`, { response_status: "accepted" }],
    [`GET ${EVENTS}?limit=1&page_token=${page}`],
  ];
  const before = google.events(ADA);
  for (const [route, body] of requests) {
    const answer = await whileChangingTo([ALAN], () => call(route, { user: ada, body }));
    assertEquals([answer.status, answer.body.code], [409, "google_account_changed"], route);
    assertEquals(answer.accounts, [subs.get(ADA)], route);
  }
  assertEquals(google.events(ADA), before);
});

Deno.test("a first page and free time are those of the new account alone", async () => {
  const listed = await whileChangingTo([ALAN], () => call(`GET ${EVENTS}`, { user: ada }));
  assertEquals(listed.status, 200);
  assertEquals(listed.body.events.map(({ id }: { id: string }) => id), idsOf(ALAN));
  const span = "time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z";
  const free = await whileChangingTo(
    [GRACE],
    () => call(`GET /find-free-time/users/me?${span}`, { user: ada }),
  );
  assertEquals([free.status, free.body.busy], [200, []]);
  assertEquals(free.accounts, [subs.get(ADA), subs.get(GRACE)]);
});

Deno.test("a user who disconnects during a request gets calendar_not_connected, and nothing is done", async () => {
  await connectTo(ADA);
  const before = idsOf(ADA);
  google.expireAccessTokens(ADA);
  const trip = new Trip("/rpc/google_calendar_begin_refresh");
  const { status, body } = await trip.run(
    () => create(),
    () => call("DELETE /calendar-connection/users/me", { user: ada }),
  );
  assertEquals([status, body.code], [409, "calendar_not_connected"]);
  assertEquals(idsOf(ADA), before);
  assertEquals((await row(ada))?.google_access_token, null);
});

Deno.test("a user who connects the same account again during a request notices nothing", async () => {
  const before = idsOf(ADA);
  const { status, body, accounts } = await whileChangingTo([ADA], () => create());
  assertEquals(status, 201);
  assertEquals(accounts, [subs.get(ADA), subs.get(ADA)]);
  assertEquals(idsOf(ADA).filter((id) => !before.includes(id)), [body.id]);
});

for (
  const [name, query] of [
    ["banned", "update auth.users set banned_until = now() + interval '1 day' where id = $1"],
    ["soft-deleted", "update auth.users set deleted_at = now() where id = $1"],
  ] as const
) {
  for (const place of ["/rpc/google_calendar_begin_refresh", "/rpc/google_calendar_end_refresh"]) {
    Deno.test(`nothing is done for a user who is ${name} before ${place.slice(5)}`, async () => {
      await connectTo(ADA);
      const before = idsOf(ADA);
      const { google_access_token } = (await row(ada))!;
      await scenario.expireIn(ada, -60);
      const trip = new Trip(place);
      const { status, body } = await trip.run(() => create(), () => stack.sql(query, [ada.id]));
      assertEquals([status, body.code], [401, "unauthenticated"]);
      assertEquals([trip.accounts, idsOf(ADA)], [[], before]);
      const kept = name === "banned" && place.endsWith("end_refresh");
      assertEquals((await row(ada))!.google_access_token !== google_access_token, kept);
      await stack.sql(
        "update auth.users set banned_until = null, deleted_at = null where id = $1",
        [ada.id],
      );
    });
  }
}

closeAtEnd({
  async close() {
    unwatch();
    await stack.close();
  },
});
