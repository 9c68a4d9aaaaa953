import { assert, assertEquals } from "@std/assert";
import { type Moment, momentOf } from "./moment.ts";
import { moveRecurrence } from "./moveRecurrence.ts";
import { needsCounting, splitRecurrence } from "./splitRecurrence.ts";

const berlin = (dateTime: string): Moment => momentOf({ dateTime, timeZone: "Europe/Berlin" });
const FIRST = berlin("2020-03-16T08:00:00Z");
const TWENTY_YEARS_LATER = berlin("2040-03-12T08:00:00Z");

/** Milliseconds that the work takes. */
function duration(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

Deno.test("a rule with long lists is divided in little time", () => {
  const numbers = (all: number) => Array.from({ length: 10_000 }, (_, i) => i % all + 1).join();
  const weekdays = "MO,TU,WE,TH,FR,SA,SU";
  const rules = [
    `FREQ=YEARLY;BYDAY=${weekdays};BYSETPOS=1,-1;COUNT=100`,
    `FREQ=YEARLY;BYDAY=${weekdays};BYSETPOS=${numbers(366)};COUNT=100000`,
    `FREQ=MONTHLY;BYMONTHDAY=${numbers(31)};COUNT=100000`,
    `FREQ=DAILY;BYDAY=${Array(5_000).fill(weekdays).join()};COUNT=1000000`,
  ];
  for (const rule of rules) {
    const took = duration(() => splitRecurrence([`RRULE:${rule}`], FIRST, TWENTY_YEARS_LATER));
    assert(took < 5_000, `${rule.slice(0, 40)}: ${took} ms`);
  }
});

Deno.test("a list of 10,000 dates is divided and moved in little time", () => {
  const dates = Array.from({ length: 10_000 }, (_, i) => {
    const date = new Date(Date.UTC(2020, 2, 17 + i)).toISOString();
    return `${date.slice(0, 10).replaceAll("-", "")}T090000`;
  });
  const line = `EXDATE;TZID=Europe/Berlin:${dates}`;
  const took = duration(() => {
    const { before, after } = splitRecurrence([line], FIRST, TWENTY_YEARS_LATER);
    // The date at the division itself is where the new series begins.
    const kept = [...before, ...after].flatMap((text) => text.split(":")[1]!.split(","));
    assertEquals(kept.length, 9_999);
    const [moved] = moveRecurrence([line], FIRST, TWENTY_YEARS_LATER);
    assertEquals(moved!.split(",").length, 10_000);
  });
  assert(took < 5_000, `${took} ms`);
});

Deno.test("Google counts what would take long to count here", () => {
  const counting = (rule: string, at = TWENTY_YEARS_LATER) =>
    needsCounting([`RRULE:${rule}`], FIRST, at);
  assert(!counting("FREQ=DAILY;COUNT=1000000"));
  assert(!counting("FREQ=SECONDLY"), "without COUNT nothing is counted");
  assert(counting("FREQ=SECONDLY;COUNT=1000000"));
  assert(counting("FREQ=DAILY;INTERVAL=x;COUNT=9"), "a malformed part");
  assert(counting("FREQ=DAILY;COUNT=1000000", berlin("2990-03-12T08:00:00Z")));
});

Deno.test("occurrences that Google counted leave out added dates and include dates taken away", () => {
  const { after } = splitRecurrence(
    [
      "RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=10",
      "EXDATE;TZID=Europe/Berlin:20200317T150000",
      "RDATE;TZID=Europe/Berlin:20200317T110000,20200317T120000",
    ],
    FIRST,
    berlin("2020-03-18T08:00:00Z"),
    // On the 16th at 9 and 15, on the 17th at 9, 11 and 12.
    5,
  );
  assertEquals(after, ["RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=6"]);
});

Deno.test("a malformed COUNT stays as it is", () => {
  for (const count of ["x", "", "-1", "1e3"]) {
    const { after } = splitRecurrence(
      [`RRULE:FREQ=DAILY;COUNT=${count}`],
      FIRST,
      berlin("2020-03-18T08:00:00Z"),
    );
    assertEquals(after, [`RRULE:FREQ=DAILY;COUNT=${count.toUpperCase()}`]);
  }
});

Deno.test("dates in a zone that is not known are read in the zone of the series", () => {
  const { before, after } = splitRecurrence(
    ["EXDATE;TZID=W. Europe Standard Time:20200317T090000,20200320T090000"],
    FIRST,
    berlin("2020-03-18T08:00:00Z"),
  );
  assertEquals(before, ["EXDATE;TZID=W. Europe Standard Time:20200317T090000"]);
  assertEquals(after, ["EXDATE;TZID=W. Europe Standard Time:20200320T090000"]);
});

Deno.test("a date that the clocks skip is divided as the time that it means", () => {
  const first = berlin("2027-03-27T01:30:00Z");
  // 2:30 does not exist on the 28th: the occurrence is at 3:30.
  const at = berlin("2027-03-28T01:30:00Z");
  assertEquals(at.local.hour, 3);
  const { before, after } = splitRecurrence(
    ["RDATE;TZID=Europe/Berlin:20270327T120000,20270328T023000,20270329T023000"],
    first,
    at,
  );
  assertEquals(before, ["RDATE;TZID=Europe/Berlin:20270327T120000"]);
  assertEquals(after, ["RDATE;TZID=Europe/Berlin:20270329T023000"]);
});

Deno.test("dates in UTC and in another zone are divided by their instants", () => {
  const { before, after } = splitRecurrence(
    ["RDATE:20200317T230000Z,20200318T080000Z,20200318T080001Z"],
    FIRST,
    berlin("2020-03-18T08:00:00Z"),
  );
  assertEquals([before, after], [["RDATE:20200317T230000Z"], ["RDATE:20200318T080001Z"]]);
  const far = splitRecurrence(
    ["RDATE;TZID=Pacific/Kiritimati:20200318T215959,20200318T220001"],
    FIRST,
    berlin("2020-03-18T08:00:00Z"),
  );
  assertEquals(far.before, ["RDATE;TZID=Pacific/Kiritimati:20200318T215959"]);
  assertEquals(far.after, ["RDATE;TZID=Pacific/Kiritimati:20200318T220001"]);
});
