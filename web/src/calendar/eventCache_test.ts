import { assertEquals } from "@std/assert";
import type { CalendarEvent, EventPage } from "../google-calendar/index.ts";
import { forgetAll } from "../forget.ts";
import { queries } from "../queries.ts";
import { askGoogle, dropEvents, prefetch, putEvent, rangeQuery } from "./eventCache.ts";
import type { Range } from "./eventStore.ts";

const REF = { account_id: "ada-account", calendar_id: "primary" };
const WEEK = { start: "2026-08-10T00:00:00Z", end: "2026-08-17T00:00:00Z" };
const DAY = { start: "2026-08-12T00:00:00Z", end: "2026-08-13T00:00:00Z" };
const MONTH = { start: "2026-07-27T00:00:00Z", end: "2026-09-07T00:00:00Z" };

function event(id: string, day: number): CalendarEvent {
  return {
    ...REF,
    id,
    start_datetime: `2026-08-${day}T09:00:00Z`,
    end_datetime: `2026-08-${day}T10:00:00Z`,
  } as CalendarEvent;
}

/** A person whose calendar has these events. */
function sourceOf(userId: string, events: CalendarEvent[]) {
  const page = { events, next_page_token: null, time_zone: "UTC", default_reminders: [] };
  const client = { listEvents: () => Promise.resolve(page as unknown as EventPage) };
  return { client, userId, fieldsOf: () => ({}) };
}

/** What a person sees of a range before it is loaded. */
function seen(userId: string, range: Range) {
  const data = rangeQuery(sourceOf(userId, []), REF, range).placeholderData();
  return data && [data.events.map(({ id }) => id), data.isWhole];
}

/** What is loaded of a range. */
function loaded(userId: string, range: Range) {
  const { queryKey } = rangeQuery(sourceOf(userId, []), REF, range);
  return queries.getQueryData<{ events: CalendarEvent[] }>(queryKey)?.events.map(({ id }) => id);
}

async function load(userId: string, events: CalendarEvent[]) {
  await prefetch(sourceOf(userId, events), REF, WEEK);
}

Deno.test("a day of a week that was seen is whole, and a month shows the week in it", async () => {
  await load("ada", [event("a", 11), event("b", 12)]);
  assertEquals(seen("ada", DAY), [["b"], true]);
  assertEquals(seen("ada", MONTH), [["a", "b"], false]);
  forgetAll();
});

Deno.test("nobody sees the events of another person, and nothing is left after a sign-out", async () => {
  await load("ada", [event("a", 11)]);
  assertEquals(seen("grace", WEEK), undefined);
  forgetAll();
  assertEquals([seen("ada", WEEK), loaded("ada", WEEK)], [undefined, undefined]);
});

Deno.test("an event that moves out of a loaded range leaves it", async () => {
  await load("ada", [event("a", 11), event("b", 12)]);
  await putEvent("ada", event("a", 25));
  await putEvent("ada", event("c", 13));
  assertEquals(loaded("ada", WEEK), ["b", "c"]);
  await dropEvents("ada", REF, ({ id }) => id === "b");
  assertEquals(loaded("ada", WEEK), ["c"]);
  forgetAll();
});

Deno.test("a mirrored calendar is read without Google, but for what was just written", async () => {
  const rows = [event("row", 12)];
  const source = {
    ...sourceOf("ada", [event("google", 12)]),
    readMirror: () =>
      Promise.resolve({ events: rows, zone: "UTC", defaultReminders: null, isWhole: true }),
  };
  await prefetch(source, REF, WEEK);
  assertEquals(loaded("ada", WEEK), ["row"]);
  askGoogle("ada", REF);
  await prefetch(source, REF, DAY);
  assertEquals(loaded("ada", DAY), ["google"]);
  const others = { ...REF, calendar_id: "other" };
  await prefetch(source, others, DAY);
  const { queryKey } = rangeQuery(source, others, DAY);
  assertEquals(queries.getQueryData<{ events: CalendarEvent[] }>(queryKey)!.events, rows);
  forgetAll();
});

Deno.test("what the mirror does not have, and what cannot be read of it, Google is asked for", async () => {
  const google = sourceOf("grace", [event("google", 12)]);
  await prefetch({ ...google, readMirror: () => Promise.resolve(undefined) }, REF, WEEK);
  assertEquals(loaded("grace", WEEK), ["google"]);
  await prefetch({ ...google, readMirror: () => Promise.reject(new Error("down")) }, REF, DAY);
  assertEquals(loaded("grace", DAY), ["google"]);
  forgetAll();
});
