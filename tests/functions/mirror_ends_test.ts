/** Where a mirror begins and ends: at a connection, with its channels, and with the right to the rows. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { hourIn, mirrorsOf } from "../support/mirrors.ts";
import { startScenario } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const scenario = await startScenario();
useSettings({ MIRROR: "primary", MIRROR_DAYS: "7,60" });
const { stack, call, connect } = scenario;
const { google, sql } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
const { run, runNow, calendar, names, settle } = mirrorsOf(scenario);

const mirrorOf = async () =>
  (await sql<{ id: string }>("select id from public.google_calendars where user_id = $1", [ada.id]))
    .map(({ id }) => id);
const count = async (table: string) =>
  (await sql<{ n: number }>(`select count(*)::integer as n from ${table}`))[0]!.n;
const open = () => google.channels().filter(({ state }) => state === "open");
let id = "";

Deno.test("MIRROR=primary: who connects has the calendar in the database a moment later", async () => {
  google.plant(ADA, { summary: "was there", ...hourIn(1) });
  google.plant(ADA, { summary: "too far", ...hourIn(70), recurrence: undefined });
  const address = await connect(ada);
  assertEquals(address.searchParams.get("calendar"), "connected");
  const ids = await mirrorOf();
  assertEquals(ids.length, 1);
  id = ids[0]!;
  const end = performance.now() + 10_000;
  while ((await calendar(id)).status !== "live") {
    assert(performance.now() < end, JSON.stringify(await calendar(id)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await settle(id);
  assertEquals(await names(id), ["was there", "too far"]);
  const [row] = await sql<{ back: number; ahead: number }>(
    `select round(extract(epoch from clock_timestamp() - mirrored_from) / 86400)::integer as back,
       round(extract(epoch from mirrored_until - clock_timestamp()) / 86400)::integer as ahead
     from public.google_calendars`,
  );
  assertEquals([row!.back, row!.ahead], [7, 60]);
});

Deno.test("a channel is renewed before it ends: the new one is open before the old one is stopped", async () => {
  await run();
  const [first] = open();
  assert(first);
  google.resetCalls();
  await sql("update google_calendar.mirror_channels set renew_at = clock_timestamp()");
  await sql("update google_calendar.mirror_syncs set channel_due_at = clock_timestamp()");
  const { renewed } = await run();
  assertEquals(renewed, 1);
  const calls = google.calls.map(({ endpoint }) => endpoint).filter((it) =>
    !it.startsWith("events.list")
  );
  assertEquals(calls, ["events.watch", "channels.stop"]);
  assertEquals(open().length, 1);
  assert(open()[0]!.id !== first.id);
  assertEquals(await count("google_calendar.mirror_channels"), 1);
});

Deno.test("a watch whose answer is lost is asked for again, and at most two channels live", async () => {
  await sql("update google_calendar.mirror_channels set renew_at = clock_timestamp()");
  const due = "update google_calendar.mirror_syncs set channel_due_at = clock_timestamp()";
  await sql(due);
  google.fail("events.watch", { after: true, reset: "before" });
  assertEquals((await run()).renewed, 0);
  assert(open().length <= 2);
  await sql(
    "update google_calendar.mirror_channels set created_at = created_at - interval '2 minutes'",
  );
  await sql(due);
  assertEquals((await run()).renewed, 1);
  assert(open().length <= 2, JSON.stringify(open()));
  assertEquals((await calendar(id)).push, true);
});

Deno.test("a calendar that Google tells nothing about is polled, and its account stays connected", async () => {
  await sql("update google_calendar.mirror_channels set renew_at = clock_timestamp()");
  await sql("update google_calendar.mirror_syncs set channel_due_at = clock_timestamp()");
  google.fail("events.watch", {
    status: 400,
    body: {
      error: {
        code: 400,
        message: "Push notifications are not supported by this resource.",
        errors: [{ domain: "calendar", reason: "pushNotSupportedForRequestedResource" }],
      },
    },
  });
  assertEquals((await run()).failed, 1);
  const [row] = await sql<{ days: number }>(
    `select extract(epoch from channel_due_at - clock_timestamp()) / 86400 as days
     from google_calendar.mirror_syncs`,
  );
  assert(row!.days > 5, `${row!.days}`);
  assertEquals((await scenario.connection(ada))?.status, "connected");
});

Deno.test("one refusal as too many calls pauses the project, and the next run calls nobody", async () => {
  const stop = google.fail("events.list", {
    ...faults.rateLimitExceeded,
    times: null,
    headers: { "retry-after": "60" },
  });
  const { failed } = await runNow(id);
  assertEquals(failed, 1);
  google.resetCalls();
  await runNow(id);
  assertEquals(google.calls, []);
  stop();
  await sql("update google_calendar.mirror_pause set resume_at = null");
});

Deno.test("a calendar that may no longer be read has no rows, and the account stays connected", async () => {
  google.fail("events.list", {
    status: 403,
    body: { error: { code: 403, errors: [{ domain: "global", reason: "forbidden" }] } },
  });
  await runNow(id);
  const { status, reason } = await calendar(id);
  assertEquals([status, reason], ["failed", "no_permission"]);
  assertEquals(await names(id), []);
  await runNow(id);
  assertEquals((await calendar(id)).status, "live");
  assertEquals(await names(id), ["was there", "too far"]);
});

Deno.test("a dead grant makes the mirror stale, and a reconnect makes it live again", async () => {
  google.revokeGrant(ADA);
  await scenario.expireIn(ada, -10);
  assertEquals((await runNow(id)).needs_reconnect, 1);
  const { status, reason } = await calendar(id);
  assertEquals([status, reason], ["stale", "reconnect_required"]);
  assertEquals((await names(id)).length, 2);
  google.resetCalls();
  await runNow(id);
  assertEquals(google.calls, []);
  await connect(ada);
  await runNow(id);
  assertEquals((await calendar(id)).status, "live");
});

Deno.test("disconnecting stops the channels before it revokes, and leaves no row", async () => {
  await sql("update google_calendar.mirror_syncs set channel_due_at = clock_timestamp()");
  await run();
  assert(open().length > 0, "a channel is open");
  google.resetCalls();
  const { status } = await call("DELETE /calendar-connection/users/me", { user: ada });
  assertEquals(status, 200);
  const calls = google.calls.map(({ endpoint }) => endpoint);
  assertEquals(calls.at(-1), "revoke");
  assert(
    calls.slice(0, -1).length > 0 && calls.slice(0, -1).every((it) => it === "channels.stop"),
    calls.join(),
  );
  for (const table of ["google_calendars", "google_events", "google_series"]) {
    assertEquals(await count(`public.${table}`), 0, table);
  }
  assertEquals(await count("google_calendar.mirror_channels"), 0);
  assertEquals(open(), []);
});

Deno.test("disconnecting goes on if Google does not stop the channels", async () => {
  await connect(ada);
  [id = ""] = await mirrorOf();
  await settle(id);
  await runNow(id);
  await run();
  google.fail("channels.stop", { hang: true, times: null });
  const began = performance.now();
  const { status } = await call("DELETE /calendar-connection/users/me", { user: ada });
  assertEquals(status, 200);
  assert(performance.now() - began < 6_000);
  assertEquals(await count("public.google_events"), 0);
});

closeAtEnd(stack);
