import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { dayFormat } from "./useAccessibleGrid.ts";

const event = (fields: Partial<CalendarEvent>) => fields as CalendarEvent;

Deno.test("the name of an event has its day in the calendar's zone", () => {
  const late = event({
    start_datetime: "2026-12-01T22:30:00Z",
    end_datetime: "2026-12-01T23:00:00Z",
  });
  assertEquals(dayFormat("en-GB", "Europe/Berlin")(late), "Tuesday 1 December");
  assertEquals(dayFormat("de", "Asia/Tokyo")(late), "Mittwoch, 2. Dezember");
});

Deno.test("an event of whole days names the last of them, in any zone", () => {
  const days = event({ start_date: "2026-12-01", end_date: "2026-12-03" });
  const name = dayFormat("en-GB", "America/Los_Angeles")(days);
  assertEquals(/Tuesday.*1.*Wednesday.*2 December/.test(name), true, name);
  const one = event({ start_date: "2026-12-01", end_date: "2026-12-02" });
  assertEquals(dayFormat("en-GB", "Pacific/Auckland")(one), "Tuesday 1 December");
});
