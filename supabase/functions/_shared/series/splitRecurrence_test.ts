/** Dividing and moving a recurrence, compared with another implementation of RFC 5545. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { moveRecurrence, NotMovable } from "./moveRecurrence.ts";
import { listedTime } from "./listedTimes.ts";
import { type Moment, momentOf } from "./moment.ts";
import { parseLine, zoneIn } from "./recurrenceLine.ts";
import { NotDivisible, splitRecurrence } from "./splitRecurrence.ts";
import { Temporal } from "../time/temporal.ts";

const ZONE = "Europe/Berlin";
const FAR = 60;

const basic = (iso: string) => iso.replaceAll(/[-:]/g, "").slice(0, 15);
const allDay = (date: string): Moment => momentOf({ date });
const timed = (local: string): Moment => ({
  local: Temporal.PlainDateTime.from(local),
  zone: ZONE,
});

/** The local starts of a series as Google shows them: its start, its rules, its added dates. */
function starts(first: Moment, lines: string[]): string[] {
  const dtstart = first.zone
    ? `DTSTART;TZID=${first.zone}:${basic(first.local.toString({ smallestUnit: "second" }))}`
    : `DTSTART;VALUE=DATE:${basic(first.local.toString()).slice(0, 8)}`;
  const written = (local: { toString(options: object): string }) =>
    local.toString({ smallestUnit: "second" });
  const all = new Set([written(first.local)]);
  const removed = new Set<string>();
  for (const line of lines.map((text) => parseLine(text)!)) {
    if (line.name === "RRULE") {
      const rule = new RRuleTemporal({ rruleString: `${dtstart}\nRRULE:${line.value}` });
      rule.all((start, i) => {
        all.add(written(start.toPlainDateTime()));
        return i + 1 < FAR;
      });
    } else {
      const times = line.value.split(",").map((value) =>
        new Date(listedTime(value, first.zone, zoneIn(line))!.wall).toISOString().slice(0, 19)
      );
      for (const time of times) (line.name === "RDATE" ? all : removed).add(time);
    }
  }
  return [...all].filter((start) => !removed.has(start)).toSorted();
}

/** Whether clocks in the zone skip this time. */
function isInGap(local: string, zone: string): boolean {
  const time = Temporal.PlainDateTime.from(local);
  return !time.toZonedDateTime(zone).toPlainDateTime().equals(time);
}

const at = (local: string, { zone }: Moment): Moment => ({
  local: Temporal.PlainDateTime.from(local),
  zone,
});

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const someDays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 }).map((days) => days.join());
const ordinalDay = fc.tuple(fc.constantFrom("1", "2", "-1", "3"), weekday).map((two) =>
  two.join("")
);
const by: Record<string, fc.Arbitrary<string>> = {
  DAILY: fc.oneof(fc.constant(""), someDays.map((days) => `;BYDAY=${days}`)),
  WEEKLY: fc.oneof(
    fc.constant(""),
    someDays.map((days) => `;BYDAY=${days}`),
    someDays.map((days) => `;BYDAY=${days};WKST=SU`),
  ),
  MONTHLY: fc.oneof(
    fc.constant(""),
    fc.constantFrom(";BYMONTHDAY=15", ";BYMONTHDAY=-1", ";BYMONTHDAY=31", ";BYMONTHDAY=1,15"),
    ordinalDay.map((day) => `;BYDAY=${day}`),
    fc.constantFrom(";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ";BYDAY=SA,SU;BYSETPOS=1"),
  ),
  YEARLY: fc.oneof(
    fc.constant(""),
    fc.constantFrom(";BYMONTH=3,9", ";BYMONTH=2;BYMONTHDAY=28", ";BYYEARDAY=100", ";BYDAY=20MO"),
    ordinalDay.map((day) => `;BYMONTH=5;BYDAY=${day}`),
  ),
};
const rule = fc.constantFrom(...Object.entries(by)).chain(([freq, someParts]) =>
  fc.tuple(someParts, fc.integer({ min: 1, max: 3 }), fc.option(fc.integer({ min: 2, max: 30 })))
    .map(([parts, interval, count]) =>
      `RRULE:FREQ=${freq}${interval > 1 ? `;INTERVAL=${interval}` : ""}${parts}` +
      (count === null ? "" : `;COUNT=${count}`)
    )
);
const firsts = fc.tuple(
  fc.integer({ min: 0, max: 700 }),
  fc.constantFrom(undefined, "09:00", "23:30", "00:15"),
).map(([days, time]) => {
  const date = Temporal.PlainDate.from("2027-01-01").add({ days }).toString();
  return time === undefined ? allDay(date) : timed(`${date}T${time}`);
});
const cases = fc.record({
  first: firsts,
  line: rule,
  place: fc.integer({ min: 1, max: 25 }),
  removed: fc.array(fc.nat(20), { maxLength: 3 }),
  added: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 2 }),
  until: fc.option(fc.integer({ min: 3, max: 20 })),
});

function listed(name: string, locals: string[], { zone }: Moment): string[] {
  if (locals.length === 0) return [];
  const values = locals.map((local) => zone ? basic(local) : basic(local).slice(0, 8));
  return [`${name};${zone ? `TZID=${zone}` : "VALUE=DATE"}:${values.join(",")}`];
}

Deno.test("the two parts of a divided series have the occurrences of the whole, each once", () => {
  let divided = 0;
  fc.assert(
    fc.property(cases, ({ first, line, place, removed, added, until }) => {
      const plain = starts(first, [line]);
      const end = until !== null && !line.includes("COUNT") ? plain[until] : undefined;
      const rules = end === undefined
        ? line
        : `${line};UNTIL=${
          first.zone
            ? basic(Temporal.PlainDateTime.from(end).toZonedDateTime(ZONE).toInstant().toString()) +
              "Z"
            : basic(end).slice(0, 8)
        }`;
      const lines = [
        rules,
        ...listed("EXDATE", removed.flatMap((i) => plain[i] ?? []), first),
        ...listed(
          "RDATE",
          added.map((days) => first.local.add({ days }).toString({ smallestUnit: "second" })),
          first,
        ),
      ];
      const whole = starts(first, lines).slice(0, FAR - 10);
      const local = whole[place];
      if (!local || local <= first.local.toString({ smallestUnit: "second" })) return;
      const moment = at(local, first);
      let parts;
      try {
        parts = splitRecurrence(lines, first, moment);
      } catch (error) {
        assert(error instanceof NotDivisible && /INTERVAL=[23]/.test(line), String(error));
        return;
      }
      divided++;
      const before = starts(first, parts.before);
      const after = starts(moment, parts.after);
      assertEquals(before, whole.slice(0, place), "before");
      assertEquals(
        [...before, ...after].slice(0, Math.min(whole.length, FAR - 10)),
        whole,
        JSON.stringify(parts),
      );
    }),
    { numRuns: 400 },
  );
  assert(divided > 100, `only ${divided} were divided`);
});

Deno.test("a divided rule keeps its form: COUNT is what is left, UNTIL is just before", () => {
  const first = timed("2027-03-15T09:00");
  assertEquals(
    splitRecurrence(["RRULE:FREQ=WEEKLY;COUNT=10"], first, timed("2027-04-12T09:00")),
    {
      before: ["RRULE:FREQ=WEEKLY;UNTIL=20270412T065959Z"],
      after: ["RRULE:FREQ=WEEKLY;COUNT=6"],
    },
  );
  assertEquals(
    splitRecurrence(
      ["RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20270316,20270321"],
      allDay("2027-03-15"),
      allDay("2027-03-20"),
    ),
    {
      before: ["RRULE:FREQ=DAILY;UNTIL=20270319", "EXDATE;VALUE=DATE:20270316"],
      after: ["RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20270321"],
    },
  );
});

Deno.test("removed occurrences count, several rules are divided each by itself, and EXRULE stays", () => {
  const first = timed("2027-03-15T09:00");
  const parts = splitRecurrence(
    [
      "RRULE:FREQ=WEEKLY;COUNT=10",
      "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270401T000000Z",
      "EXRULE:FREQ=MONTHLY;BYMONTHDAY=5",
      "EXDATE;TZID=Europe/Berlin:20270322T090000",
    ],
    first,
    timed("2027-04-12T09:00"),
  );
  assertEquals(parts, {
    before: [
      "RRULE:FREQ=WEEKLY;UNTIL=20270412T065959Z",
      "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270401T000000Z",
      "EXRULE:FREQ=MONTHLY;BYMONTHDAY=5",
      "EXDATE;TZID=Europe/Berlin:20270322T090000",
    ],
    after: ["RRULE:FREQ=WEEKLY;COUNT=6", "EXRULE:FREQ=MONTHLY;BYMONTHDAY=5"],
  });
});

Deno.test("a moved series has as many occurrences, each moved by as much as the first", () => {
  let moved = 0;
  const shifts = fc.record({
    first: firsts,
    freq: fc.constantFrom("DAILY", "WEEKLY"),
    days: fc.option(someDays),
    count: fc.integer({ min: 2, max: 12 }),
    interval: fc.integer({ min: 1, max: 2 }),
    by: fc.integer({ min: -6, max: 9 }),
    hours: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(shifts, ({ first, freq, days, count, interval, by, hours }) => {
      const line = `RRULE:FREQ=${freq};INTERVAL=${interval}${
        days ? `;BYDAY=${days}` : ""
      };COUNT=${count}`;
      const from = starts(first, [line]);
      // The start is one of the rule's own days.
      const start = at(from[1]!, first);
      const whole = starts(start, [line]);
      if (whole.length !== count) return;
      const to = {
        local: start.local.add({ days: by }).add({ hours: first.zone ? hours : 0 }),
        zone: start.zone,
      };
      const expected = whole.map((local) =>
        Temporal.PlainDateTime.from(local).add({ days: by }).add({ hours: first.zone ? hours : 0 })
          .toString({ smallestUnit: "second" })
      );
      // The other implementation moves a time in a gap by itself.
      if (first.zone && expected.some((local) => isInGap(local, first.zone!))) return;
      moved++;
      assertEquals(starts(to, moveRecurrence([line], start, to)), expected, line);
    }),
    { numRuns: 500 },
  );
  assert(moved > 200, `only ${moved} were moved`);
});

Deno.test("monthly and yearly rules move with the day that they name", () => {
  const cases: [line: string, from: string, to: string, moved: string][] = [
    ["FREQ=MONTHLY;BYMONTHDAY=15", "2027-03-15", "2027-03-17", "FREQ=MONTHLY;BYMONTHDAY=17"],
    ["FREQ=MONTHLY;BYDAY=3MO", "2027-03-15", "2027-03-23", "FREQ=MONTHLY;BYDAY=4TU"],
    ["FREQ=MONTHLY;BYDAY=-1WE", "2027-03-31", "2027-03-30", "FREQ=MONTHLY;BYDAY=-1TU"],
    [
      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
      "2027-03-15",
      "2027-04-02",
      "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2",
    ],
    [
      "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270501",
      "2027-03-15",
      "2027-03-16",
      "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270502",
    ],
    ["FREQ=MONTHLY", "2027-03-15", "2027-03-17", "FREQ=MONTHLY"],
  ];
  for (const [line, from, to, moved] of cases) {
    assertEquals(moveRecurrence([`RRULE:${line}`], allDay(from), allDay(to)), [`RRULE:${moved}`]);
  }
  for (const line of ["FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=3"]) {
    assertThrows(
      () => moveRecurrence([`RRULE:${line}`], allDay("2027-03-15"), allDay("2027-03-17")),
      NotMovable,
    );
  }
});

Deno.test("every line of a timed series can become all-day, and timed again", () => {
  const lines = [
    "RRULE:FREQ=WEEKLY;UNTIL=20270501T000000Z",
    "EXDATE;TZID=Europe/Berlin:20270322T090000",
  ];
  const whole = ["RRULE:FREQ=WEEKLY;UNTIL=20270430", "EXDATE;VALUE=DATE:20270322"];
  assertEquals(moveRecurrence(lines, timed("2027-03-15T09:00"), allDay("2027-03-15")), whole);
  assertEquals(moveRecurrence(whole, allDay("2027-03-15"), timed("2027-03-15T09:00")), [
    "RRULE:FREQ=WEEKLY;UNTIL=20270430T070000Z",
    "EXDATE;TZID=Europe/Berlin:20270322T090000",
  ]);
});
