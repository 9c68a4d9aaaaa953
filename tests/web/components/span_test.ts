import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../../../web/src/google-calendar/client.ts";
import { newEventForm } from "../../../web/src/google-calendar/eventForm.ts";
import { nextHour, spanFields } from "../../../web/src/google-calendar/span.ts";

const ZONE = "Europe/Vienna"; // UTC+1 in winter, UTC+2 in summer

Deno.test("a series keeps its own zone, whatever the zone of the form", () => {
  const span = { start: "2026-08-14T07:00:00Z", end: "2026-08-14T08:00:00Z", allDay: false };
  const event = { start_datetime: span.start, time_zone: "America/New_York" } as CalendarEvent;
  assertEquals(spanFields(span, event, ZONE), {
    start_datetime: span.start,
    end_datetime: span.end,
    time_zone: "America/New_York",
  });
});

Deno.test("an empty form suggests one hour, also over a clock change", () => {
  const span = nextHour(new Date("2026-03-29T00:10:00Z"), ZONE);
  const { start, end } = newEventForm(span, ZONE).values;
  assertEquals([start, end], ["2026-03-29T03:00", "2026-03-29T04:00"]);
});
