import { assertEquals } from "@std/assert";
import { type CalendarClient, type CalendarEvent, refKey } from "../google-calendar/index.ts";
import { loadRange, withEvent, withRange } from "./eventStore.ts";

const ADA = { account_id: "ada", calendar_id: "primary" };
const ALAN = { account_id: "alan", calendar_id: "primary" };

function event(id: string, day: number, allDay = false, calendar = ADA): CalendarEvent {
  const date = `2026-08-${String(day).padStart(2, "0")}`;
  return {
    ...calendar,
    id,
    start_datetime: allDay ? null : `${date}T09:00:00Z`,
    end_datetime: allDay ? null : `${date}T10:00:00Z`,
    start_date: allDay ? date : null,
    end_date: allDay ? `2026-08-${String(day + 1).padStart(2, "0")}` : null,
  } as CalendarEvent;
}

const WEEK = { start: "2026-08-10T00:00:00Z", end: "2026-08-17T00:00:00Z" };
const ids = (events: CalendarEvent[]) => events.map(({ id }) => id);

Deno.test("an event that is gone from a loaded range is removed, and events outside of the range stay", () => {
  const known = [event("before", 3), event("gone", 12), event("stays", 13), event("after", 20)];
  assertEquals(ids(withRange(known, WEEK, [event("stays", 13), event("new", 14)], ADA)), [
    "before",
    "after",
    "stays",
    "new",
  ]);
});

Deno.test("an event that moved into the range is there once", () => {
  assertEquals(ids(withRange([event("moved", 20)], WEEK, [event("moved", 12)], ADA)), ["moved"]);
});

Deno.test("an all-day event at the edge is not kept twice over zones", () => {
  assertEquals(ids(withRange([event("edge", 17, true)], WEEK, [], ADA)), []);
});

Deno.test("a changed event takes the place of the old one", () => {
  const after = withEvent([event("a", 3), event("b", 4)], event("a", 9));
  assertEquals(ids(after), ["b", "a"]);
  assertEquals(after[1]?.start_datetime, "2026-08-09T09:00:00Z");
});

Deno.test("one event in two calendars is two events, and each calendar is loaded alone", () => {
  const known = [event("same", 12), event("same", 12, false, ALAN), event("gone", 12)];
  const after = withRange(known, WEEK, [event("same", 13)], ADA);
  assertEquals(after.map((one) => [refKey(one), one.id]), [
    ["alan/primary", "same"],
    ["ada/primary", "same"],
  ]);
  assertEquals(withEvent(known, event("same", 14, false, ALAN)).length, 3);
});

Deno.test("all pages of a range are read", async () => {
  const asked: unknown[] = [];
  const client = {
    listEvents: ({ page_token, calendar_id }: { page_token?: string; calendar_id?: string }) => {
      asked.push([calendar_id, page_token]);
      return Promise.resolve({
        events: [event(page_token ?? "first", 12)],
        next_page_token: page_token ? null : "second",
        time_zone: "Europe/Vienna",
      });
    },
  } as unknown as CalendarClient;
  const { events, zone } = await loadRange(client, WEEK, { calendar_id: "lectures" });
  assertEquals([ids(events), zone], [["first", "second"], "Europe/Vienna"]);
  assertEquals(asked, [["lectures", undefined], ["lectures", "second"]]);
});
