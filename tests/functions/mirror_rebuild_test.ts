/** Reading everything: gone on with after a crash, and equal to Google in every column. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { handOf, hourIn, mirrorsOf } from "../support/mirrors.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, connect } = scenario;
const { google, sql } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);
const hand = await handOf(stack, ADA);
const { mirror, run, runNow, calendar, assertEqualsGoogle } = mirrorsOf(scenario);
google.pushes.hold();
const EVENTS = "/calendars/primary/events";

const insert = (summary: string, days: number, more: object = {}) =>
  hand("POST", EVENTS, { summary, ...hourIn(days), ...more });
const zoned = (days: number) => {
  const { start, end } = hourIn(days);
  return {
    start: { ...start, timeZone: "Europe/Berlin" },
    end: { ...end, timeZone: "Europe/Berlin" },
  };
};
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const forgetExpiry = () =>
  sql("update google_calendar.mirror_syncs set expired_at = expired_at - interval '2 days'");
/** As if the lease of a sync that died had ended. */
const endLeases = () =>
  sql("update google_calendar.mirror_syncs set lease = null, lease_until = null");

let id = "";

Deno.test("every kind of event is mirrored in every column", async () => {
  await insert("plain", 1, {
    description: "d",
    location: "l",
    colorId: "3",
    visibility: "private",
  });
  await insert("free", 1, { transparency: "transparent" });
  await insert("guests", 2, {
    attendees: [{ email: "grace@example.com", optional: true }, { email: ADA }],
  });
  await hand("POST", EVENTS, {
    summary: "whole days",
    start: { date: day(3) },
    end: { date: day(5) },
  });
  await hand("POST", EVENTS, {
    summary: "every day",
    start: { date: day(4) },
    end: { date: day(5) },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=4"],
  });
  const { id: series } = await insert("weekly", 5, {
    recurrence: ["RRULE:FREQ=WEEKLY"],
    ...zoned(5),
  });
  const { items } = await hand("GET", `${EVENTS}/${series}/instances?maxResults=4`);
  await hand("PATCH", `${EVENTS}/${items[1].id}`, { summary: "moved", ...hourIn(14) });
  await hand("DELETE", `${EVENTS}/${items[2].id}`);
  await insert("long ago", -100);
  await insert("in two years", 700);
  google.plant(ADA, {
    summary: "no end",
    start: hourIn(6).start,
    hangoutLink: "https://meet.google.com/abc-defg-hij",
  });
  id = await mirror(ada);
  await run();
  assertEquals((await calendar(id)).status, "live");
  await assertEqualsGoogle(id, ADA);
});

Deno.test("changes of every kind end in the same rows as Google's", async () => {
  const { items } = await hand("GET", `${EVENTS}?maxResults=250`);
  const named = (name: string) =>
    items.find(({ summary }: { summary: string }) => summary === name);
  await hand("PATCH", `${EVENTS}/${named("plain").id}`, { summary: "retitled", ...hourIn(9) });
  await hand("PATCH", `${EVENTS}/${named("free").id}`, {
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
    ...zoned(1),
  });
  await hand("PATCH", `${EVENTS}/${named("every day").id}`, { recurrence: null });
  await hand("PATCH", `${EVENTS}/${named("weekly").id}`, {
    recurrence: ["RRULE:FREQ=WEEKLY;COUNT=6"],
  });
  await hand("DELETE", `${EVENTS}/${named("guests").id}`);
  await hand("PATCH", `${EVENTS}/${named("in two years").id}`, { ...hourIn(-100) });
  await hand("PATCH", `${EVENTS}/${named("long ago").id}`, { ...hourIn(-1) });
  await runNow(id);
  await assertEqualsGoogle(id, ADA);
});

Deno.test("a calendar whose zone changes has its whole days at the new midnight", async () => {
  google.changeCalendar(ADA, { time_zone: "Pacific/Auckland" });
  await insert("after the move", 7);
  await runNow(id);
  // An event without a zone of its own is shown in the calendar's, which is no change of the event.
  await assertEqualsGoogle(id, ADA, ["time_zone"]);
});

Deno.test("a rebuild that dies in the middle is gone on with at the page it had reached", async () => {
  google.setSync({ ragged_pages: true });
  for (let n = 0; n < 10; n++) await insert(`page ${n}`, 10 + n);
  google.expireSyncTokens();
  await forgetExpiry();
  // The database is gone after two pages were written: the sync ends without having said so.
  let pages = 0;
  const rpc = "/rest/v1/rpc/google_calendar_";
  const stops = [
    stack.failDatabase(`${rpc}apply_page`, { delay_ms: 0 }),
    stack.failDatabase(`${rpc}apply_page`, { delay_ms: 0 }),
    stack.failDatabase(`${rpc}apply_page`, { reset: "before", times: null }),
    stack.failDatabase(`${rpc}end_sync`, { reset: "before", times: null }),
  ];
  await runNow(id);
  for (const stop of stops) stop();
  const [half] = await sql<{ phase: string; page_token: string | null; rebuild: number }>(
    "select phase, page_token, rebuild::integer from google_calendar.mirror_syncs",
  );
  assert(half!.phase !== "live" && half!.page_token !== null, JSON.stringify(half));
  assertEquals((await calendar(id)).status, "live");
  await endLeases();
  google.resetCalls();
  for (; pages < 20; pages++) {
    await runNow(id);
    const [sync] = await sql<{ phase: string; rebuild: number }>(
      "select phase, rebuild::integer from google_calendar.mirror_syncs",
    );
    assertEquals(sync!.rebuild, half!.rebuild);
    if (sync!.phase === "live") break;
  }
  google.setSync({ ragged_pages: false });
  await assertEqualsGoogle(id, ADA);
});

Deno.test("a page token that Google gives up starts the rebuild again, once", async () => {
  google.setSync({ ragged_pages: true, page_tokens_die: true });
  google.expireSyncTokens();
  await forgetExpiry();
  assertEquals((await runNow(id)).failed, 1);
  assertEquals((await calendar(id)).status, "live");
  google.setSync({ ragged_pages: false, page_tokens_die: false });
  await endLeases();
  await sql("update google_calendar.mirror_syncs set failures = 0");
  await runNow(id);
  await assertEqualsGoogle(id, ADA);
});

Deno.test("the mirrored time moves on, and has the occurrences of its new days", async () => {
  await insert("for ever", 8, { recurrence: ["RRULE:FREQ=DAILY"], ...zoned(8) });
  await runNow(id);
  await sql(
    "update public.google_calendars set mirrored_until = mirrored_until - interval '60 days'",
  );
  await sql(
    "delete from public.google_events e using public.google_calendars c where series_id is not null and e.starts_at >= c.mirrored_until",
  );
  await assertEqualsGoogle(id, ADA);
  await runNow(id);
  const [row] = await sql<{ days: number }>(
    "select extract(epoch from mirrored_until - clock_timestamp()) / 86400 as days from public.google_calendars",
  );
  assert(row!.days > 178, `${row!.days}`);
  await assertEqualsGoogle(id, ADA);
});

closeAtEnd(stack);
