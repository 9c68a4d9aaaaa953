import { assertEquals } from "@std/assert";
import type { CalendarClient, CalendarEvent } from "../google-calendar/index.ts";
import { includes, loadRange, type RangeData, touches, withEvent } from "./eventStore.ts";

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

Deno.test("an event touches a range that it overlaps, an all-day one also from another zone", () => {
  const touching = [
    event("before", 3),
    event("in", 12),
    event("edge", 17, true),
    event("after", 20),
  ]
    .filter((one) => touches(one, WEEK));
  assertEquals(ids(touching), ["in", "edge"]);
});

Deno.test("a week includes its days, and no day of the next week", () => {
  const day = { start: "2026-08-12T00:00:00+02:00", end: "2026-08-13T00:00:00+02:00" };
  assertEquals([includes(WEEK, day), includes(day, WEEK), includes(WEEK, WEEK)], [
    true,
    false,
    true,
  ]);
});

Deno.test("a changed event takes the place of the old one", () => {
  const after = withEvent([event("a", 3), event("b", 4)], event("a", 9));
  assertEquals(ids(after), ["b", "a"]);
  assertEquals(after[1]?.start_datetime, "2026-08-09T09:00:00Z");
});

Deno.test("one event in two calendars is two events", () => {
  const known = [event("same", 12)];
  assertEquals(withEvent(known, event("same", 14, false, ALAN)).length, 2);
});

Deno.test("all pages of a range are read, and the first is told at once", async () => {
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
  const parts: RangeData[] = [];
  const all = await loadRange(
    client,
    WEEK,
    { calendar_id: "lectures" },
    (part) => parts.push(part),
  );
  assertEquals([ids(all.events), all.zone, all.isWhole], [
    ["first", "second"],
    "Europe/Vienna",
    true,
  ]);
  assertEquals(parts.map((part) => [ids(part.events), part.isWhole]), [[["first"], false]]);
  assertEquals(asked, [["lectures", undefined], ["lectures", "second"]]);
});
