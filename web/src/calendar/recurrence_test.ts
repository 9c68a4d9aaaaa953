import { assertEquals } from "@std/assert";
import {
  NO_REPETITION,
  readRecurrence,
  type Recurrence,
  recurrenceLines,
  type Repeats,
  toggleDay,
} from "./recurrence.ts";

const ZONE = "America/New_York"; // UTC-4 in summer

const rule = (some: Partial<Recurrence>): Recurrence => ({ ...NO_REPETITION, ...some });

Deno.test("an event that does not repeat has no rule", () => {
  for (const lines of [null, []]) assertEquals(readRecurrence(lines, ZONE), NO_REPETITION);
  assertEquals(recurrenceLines(rule({ until: "2026-08-14" }), false, ZONE), null);
});

Deno.test("a typed repetition reads back as it was typed", () => {
  const ends = [{}, { until: "2026-08-14" }, { count: "12" }];
  for (const repeats of ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as Repeats[]) {
    for (const end of ends) {
      for (const interval of ["1", "2"]) {
        for (const allDay of [false, true]) {
          const days = repeats === "WEEKLY" ? "MO,FR" : "";
          const typed = rule({ repeats, interval, days, weekStart: "SU", ...end });
          assertEquals(readRecurrence(recurrenceLines(typed, allDay, ZONE), ZONE), typed);
        }
      }
    }
  }
});

Deno.test("a repetition is written as Google's page writes it", () => {
  const lines = (some: Partial<Recurrence>) => recurrenceLines(rule(some), false, ZONE);
  assertEquals(lines({ repeats: "DAILY" }), ["RRULE:FREQ=DAILY"]);
  assertEquals(lines({ repeats: "WEEKLY", interval: "2", days: "MO,WE", count: "12" }), [
    "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=12",
  ]);
  assertEquals(
    lines({ repeats: "DAILY", days: "MO" }),
    ["RRULE:FREQ=DAILY"],
    "only weeks have days",
  );
});

Deno.test("the last day ends at its end in the form's zone, or is a date if the event is all-day", () => {
  const daily = rule({ repeats: "DAILY", until: "2026-08-14" });
  assertEquals(recurrenceLines(daily, false, ZONE), ["RRULE:FREQ=DAILY;UNTIL=20260815T035900Z"]);
  assertEquals(recurrenceLines(daily, true, ZONE), ["RRULE:FREQ=DAILY;UNTIL=20260814"]);
});

Deno.test("a rule that the form cannot express is OTHER", () => {
  for (
    const lines of [
      ["RRULE:FREQ=MONTHLY;BYDAY=2TU"],
      ["RRULE:FREQ=WEEKLY;BYDAY=1MO"],
      ["RRULE:FREQ=WEEKLY;BYMONTH=5"],
      ["RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260814"],
      ["RRULE:FREQ=HOURLY"],
      ["RRULE:INTERVAL=2"],
      ["RRULE:FREQ=DAILY", "EXDATE:20260814T070000Z"],
      ["EXDATE:20260814T070000Z"],
    ]
  ) {
    assertEquals(readRecurrence(lines, ZONE).repeats, "OTHER", lines.join());
  }
});

Deno.test("days are chosen one by one, in the order of the week, and the last one stays", () => {
  const friday = "2026-08-14T09:00";
  assertEquals(toggleDay("", "MO", friday), "MO,FR");
  assertEquals(toggleDay("MO,FR", "FR", friday), "MO");
  assertEquals(toggleDay("MO", "MO", friday), "MO");
});
