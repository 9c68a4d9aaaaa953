import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  formatDay,
  formatEventTime,
  formatWait,
  formatZone,
} from "../../../web/src/google-calendar/format.ts";
import type { CalendarEvent } from "../../../web/src/google-calendar/client.ts";

const event = (times: Partial<CalendarEvent>) =>
  ({
    start_datetime: null,
    end_datetime: null,
    start_date: null,
    end_date: null,
    ...times,
  }) as CalendarEvent;

Deno.test("an event's time is shown in the person's zone and language", () => {
  const lecture = event({
    start_datetime: "2026-08-15T09:00:00-07:00",
    end_datetime: "2026-08-15T10:00:00-07:00",
  });
  assertMatch(formatEventTime(lecture, "Europe/Vienna", "en-GB"), /15 August 2026.*18:00.*19:00/);
  assertStringIncludes(formatEventTime(lecture, "Europe/Vienna", "de"), "August");
});

Deno.test("an all-day event ends on its last day, in every zone", () => {
  const trip = event({ start_date: "2026-08-15", end_date: "2026-08-17" });
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    assertMatch(formatEventTime(trip, zone, "en-GB"), /^15.16 August 2026$/);
  }
});

Deno.test("an event without times shows no time", () => {
  assertEquals(formatEventTime(event({}), "UTC", "en-GB"), "");
});

Deno.test("a zone has its name of that time of the year", () => {
  const name = (at: string) => formatZone("Europe/London", new Date(at), "en-GB");
  assertEquals(name("2026-07-01T12:00Z"), "British Summer Time");
  assertEquals(name("2026-01-01T12:00Z"), "Greenwich Mean Time");
});

Deno.test("a day is the day in the person's zone", () => {
  assertEquals(formatDay("2026-08-15T23:30:00Z", "Asia/Tokyo", "en-GB"), "16 August 2026");
});

Deno.test("a wait is rounded up to seconds, minutes or hours", () => {
  assertEquals([7, 89.2, 100, 7200].map((wait) => formatWait(wait, "en")), [
    "7 seconds",
    "90 seconds",
    "2 minutes",
    "2 hours",
  ]);
});
