/** `POST /calendar-push`: Google tells of a change, and the row is there. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { handOf, hourIn, mirrorsOf } from "../support/mirrors.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google, sql } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);
const hand = await handOf(stack, ADA);
const { mirror, run, calendar, names, rows, settle } = mirrorsOf(scenario);
const EVENTS = "/calendars/primary/events";

const id = await mirror(ada);
await run();
await run();

const calls = () => google.calls.map(({ endpoint }) => endpoint).filter((it) => it !== "");
const listed = () => google.calls.filter(({ endpoint }) => endpoint.startsWith("events.")).length;
const insert = (summary: string, days: number, more: object = {}) =>
  hand("POST", EVENTS, { summary, ...hourIn(days), ...more });
const channel = () => google.channels().findLast(({ state }) => state === "open")!;
/** The spacing of two syncs is over. */
const rested = () =>
  sql("update google_calendar.mirror_syncs set begun_at = begun_at - interval '1 minute'");
const pushed = async () => {
  await google.pushes.settle();
  await settle(id);
};

await pushed();

Deno.test("a mirrored calendar is live, with one channel that Google can reach", async () => {
  const { status, push } = await calendar(id);
  assertEquals([status, push], ["live", true]);
  const open = google.channels().filter(({ state }) => state === "open");
  assertEquals(open.map(({ address }) => address), [
    `${stack.apiUrl}/functions/v1/calendar-push`,
  ]);
});

Deno.test("a change at Google is a row after one call to Google and three calls in all", async () => {
  await rested();
  google.resetCalls();
  stack.requests.length = 0;
  const { id: event } = await insert("pushed", 1);
  await pushed();
  assertEquals(await names(id), ["pushed"]);
  assertEquals(calls(), ["events.insert", "events.list"]);
  assertEquals(
    stack.requests.map(({ path }) => path.replace(/.*google_calendar_/, "")).filter((path) =>
      !path.includes("functions/")
    ),
    ["push_received", "apply_delta", "end_sync"],
  );
  await rested();
  await hand("DELETE", `${EVENTS}/${event}`);
  await pushed();
  assertEquals(await names(id), []);
});

Deno.test("a change of a series is there after two calls to Google", async () => {
  await rested();
  google.resetCalls();
  const { start, end } = hourIn(2);
  await insert("series", 2, {
    start: { ...start, timeZone: "UTC" },
    end: { ...end, timeZone: "UTC" },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=5"],
  });
  await pushed();
  assertEquals((await rows(id)).length, 5);
  assertEquals(calls(), ["events.insert", "events.list", "events.instances"]);
});

Deno.test("a malformed push is refused without asking the database", async () => {
  const { id: channelId, resource_id } = channel();
  const good = {
    "x-goog-channel-id": channelId,
    "x-goog-channel-token": "t".repeat(43),
    "x-goog-resource-id": resource_id,
    "x-goog-resource-state": "exists",
  };
  stack.requests.length = 0;
  const wrong: Record<string, string>[] = [
    {},
    { ...good, "x-goog-channel-id": "" },
    { ...good, "x-goog-channel-id": "1" },
    { ...good, "x-goog-channel-id": `${channelId}'` },
    { ...good, "x-goog-channel-token": "" },
    { ...good, "x-goog-channel-token": "t".repeat(257) },
    { ...good, "x-goog-resource-id": "" },
    { ...good, "x-goog-resource-state": "" },
    { ...good, "x-goog-resource-state": "new" },
  ];
  for (const headers of wrong) {
    const { status, body } = await call("POST /calendar-push", { headers });
    assertEquals([status, body.code], [404, "not_found"], JSON.stringify(headers));
  }
  assertEquals(stack.requests, []);
  assertEquals((await call("GET /calendar-push")).status, 405);
});

Deno.test("a forged push is refused as an unknown one, and neither Google nor a row is touched", async () => {
  const { id: channel_id, resource_id } = channel();
  const before = await sql("select * from google_calendar.mirror_syncs");
  google.resetCalls();
  const forged = [
    { channel_id, token: "guessed" },
    { channel_id, resource_id: "another" },
    { channel_id: crypto.randomUUID(), token: "x", resource_id, address: channel().address },
  ];
  for (const message of forged) assertEquals(await google.pushes.forge(message), 404);
  await sql(
    "update google_calendar.mirror_channels set expires_at = clock_timestamp() where id = $1",
    [
      channel_id,
    ],
  );
  assertEquals(await google.pushes.forge({ channel_id }), 404);
  await sql(
    "update google_calendar.mirror_channels set expires_at = clock_timestamp() + interval '5 days' where id = $1",
    [channel_id],
  );
  assertEquals(await sql("select * from google_calendar.mirror_syncs"), before);
  assertEquals(google.calls, []);
});

Deno.test("Google is asked to repeat a push while the database cannot be reached", async () => {
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_push_received", { status: 503 });
  const { id: channel_id } = channel();
  assertEquals(await google.pushes.forge({ channel_id }), 503);
  stop();
  await rested();
  assertEquals(await google.pushes.forge({ channel_id }), 204);
  await settle(id);
});

Deno.test("a storm of pushes costs three lists while it lasts and one after it", async () => {
  await rested();
  const { id: channel_id } = channel();
  google.resetCalls();
  const end = performance.now() + 5_000;
  let sent = 0;
  while (performance.now() < end) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => google.pushes.forge({ channel_id })),
    );
    assert(answers.every((status) => status === 204), answers.join());
    sent += answers.length;
  }
  assert(sent >= 20, `${sent}`);
  assert(listed() <= 3, `${listed()} lists while ${sent} pushes came`);
  await settle(id);
  assert(listed() <= 4, `${listed()} lists`);
});

Deno.test("the push of our own write finds the row as it is, and a change in the storm is not lost", async () => {
  await rested();
  google.resetCalls();
  const { start, end } = hourIn(9);
  const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary: "own", start_datetime: start.dateTime, end_datetime: end.dateTime },
  });
  assertEquals(status, 201);
  assert((await names(id)).includes("own"), "visible at once");
  const { version } = await calendar(id);
  await pushed();
  assertEquals((await calendar(id)).version, version);
  await insert("right after", 9);
  await pushed();
  assert((await names(id)).includes("right after"));
});

closeAtEnd(stack);
