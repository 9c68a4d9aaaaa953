import { assertEquals } from "@std/assert";
import { readRecurrence, recurrenceLines, type Repeats } from "./recurrence.ts";

const ZONE = "America/New_York"; // UTC-4 in summer

Deno.test("an event that does not repeat has no rule", () => {
  for (const lines of [null, []]) {
    assertEquals(readRecurrence(lines, ZONE), { repeats: "", until: "" });
  }
  assertEquals(recurrenceLines({ repeats: "", until: "2026-08-14" }, false, ZONE), null);
});

Deno.test("a typed repetition reads back as it was typed", () => {
  for (const repeats of ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as Repeats[]) {
    for (const until of ["", "2026-08-14"]) {
      for (const allDay of [false, true]) {
        const lines = recurrenceLines({ repeats, until }, allDay, ZONE);
        assertEquals(readRecurrence(lines, ZONE), { repeats, until });
      }
    }
  }
});

Deno.test("the last day ends at its end in the form's zone, or is a date if the event is all-day", () => {
  const daily = { repeats: "DAILY" as const, until: "2026-08-14" };
  assertEquals(recurrenceLines(daily, false, ZONE), ["RRULE:FREQ=DAILY;UNTIL=20260815T035900Z"]);
  assertEquals(recurrenceLines(daily, true, ZONE), ["RRULE:FREQ=DAILY;UNTIL=20260814"]);
});

Deno.test("a rule that the choices cannot express is OTHER", () => {
  for (
    const lines of [
      ["RRULE:FREQ=DAILY;COUNT=3"],
      ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE"],
      ["RRULE:FREQ=DAILY", "EXDATE:20260814T070000Z"],
    ]
  ) {
    assertEquals(readRecurrence(lines, ZONE).repeats, "OTHER");
  }
});
