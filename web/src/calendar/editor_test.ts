import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { addDays, newValues, spanFields, typedSpan } from "./editor.ts";

const ZONE = "Europe/Vienna"; // UTC+1 in winter, UTC+2 in summer

Deno.test("a span is typed in the chosen zone, with the seconds that it has", () => {
  const span = {
    start: "2026-08-14T07:00:00.000Z",
    end: "2026-08-14T08:30:07.000Z",
    allDay: false,
  };
  assertEquals(typedSpan(span, ZONE), {
    start: "2026-08-14T09:00",
    end: "2026-08-14T10:30:07",
    allDay: false,
  });
});

Deno.test("the last day of an all-day event is typed as itself, and sent as the day after", () => {
  const span = { start: "2026-08-14", end: "2026-08-16", allDay: true };
  const typed = typedSpan(span, ZONE);
  assertEquals([typed.start.slice(0, 10), typed.end.slice(0, 10)], ["2026-08-14", "2026-08-15"]);
  assertEquals(spanFields(span, null, ZONE), {
    start_date: "2026-08-14",
    end_date: "2026-08-16",
  });
});

Deno.test("a series keeps its own zone, whatever zone its time was typed in", () => {
  const span = { start: "2026-08-14T07:00:00Z", end: "2026-08-14T08:00:00Z", allDay: false };
  const event = { start_datetime: span.start, time_zone: "America/New_York" } as CalendarEvent;
  assertEquals(spanFields(span, event, ZONE), {
    start_datetime: span.start,
    end_datetime: span.end,
    time_zone: "America/New_York",
  });
});

Deno.test("days are counted over the end of a month and a clock change", () => {
  assertEquals(addDays("2026-03-28", 2), "2026-03-30");
  assertEquals(addDays("2026-03-01", -1), "2026-02-28");
});

Deno.test("a new event is busy and does not repeat", () => {
  const span = { start: "2026-08-14T07:00:00Z", end: "2026-08-14T08:00:00Z", allDay: false };
  const { title, busy, repeats } = newValues(span, ZONE);
  assertEquals([title, busy, repeats], ["", true, ""]);
});
