import { assert, assertEquals } from "@std/assert";
import { dateOf, dayOf } from "./days.ts";
import { isUnderstood, parseRule } from "./recurrenceRule.ts";
import { RuleDays } from "./ruleDays.ts";

const MONDAY = dayOf(2027, 3, 15);
const text = (day: number) => {
  const { year, month, day: date } = dateOf(day);
  return [year, month, date].join("-");
};

/** The first days of a rule that begins on 15 March 2027, a Monday. */
function firstDays(rule: string, count = 4): string[] {
  const days = new RuleDays(parseRule(rule), MONDAY);
  const found = [];
  for (let day = MONDAY; found.length < count; day++) if (days.has(day)) found.push(text(day));
  return found;
}

const RULES: [rule: string, days: string[]][] = [
  ["FREQ=DAILY;INTERVAL=10", ["2027-3-15", "2027-3-25", "2027-4-4", "2027-4-14"]],
  ["FREQ=WEEKLY;BYDAY=MO,SU", ["2027-3-15", "2027-3-21", "2027-3-22", "2027-3-28"]],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", ["2027-3-15", "2027-3-21", "2027-3-29", "2027-4-4"]],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
    ["2027-3-15", "2027-3-28", "2027-3-29", "2027-4-11"],
  ],
  ["FREQ=MONTHLY", ["2027-3-15", "2027-4-15", "2027-5-15", "2027-6-15"]],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", ["2027-3-31", "2027-4-30", "2027-5-31", "2027-6-30"]],
  ["FREQ=MONTHLY;BYMONTHDAY=31", ["2027-3-31", "2027-5-31", "2027-7-31", "2027-8-31"]],
  ["FREQ=MONTHLY;BYDAY=+3MO", ["2027-3-15", "2027-4-19", "2027-5-17", "2027-6-21"]],
  ["FREQ=MONTHLY;BYDAY=-1FR", ["2027-3-26", "2027-4-30", "2027-5-28", "2027-6-25"]],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ["2027-3-31", "2027-4-30", "2027-5-31", "2027-6-30"],
  ],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-2-29", "2032-2-29", "2036-2-29", "2040-2-29"]],
  ["FREQ=YEARLY;BYYEARDAY=-1", ["2027-12-31", "2028-12-31", "2029-12-31", "2030-12-31"]],
  ["FREQ=YEARLY;BYDAY=20MO", ["2027-5-17", "2028-5-15", "2029-5-14", "2030-5-20"]],
];

for (const [rule, expected] of RULES) {
  Deno.test(`${rule} has the days that RFC 5545 gives it`, () => {
    assertEquals(firstDays(rule), expected);
  });
}

Deno.test("as many days are counted as the rule has one by one", () => {
  for (const [rule] of RULES) {
    const days = new RuleDays(parseRule(rule), MONDAY);
    let count = 0;
    for (let day = MONDAY; day < MONDAY + 2_000; day++) {
      if ((day - MONDAY) % 97 === 0) assertEquals(days.countBefore(day), count, rule);
      if (days.has(day)) count++;
    }
  }
});

Deno.test("a rule with finer parts, numbered weeks or a malformed part is not understood", () => {
  for (const [rule] of RULES) assert(isUnderstood(parseRule(rule)), rule);
  const others = [
    ...["", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=1000000", "FREQ=DAILY;BYHOUR=9"],
    ...["FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;COUNT=", "COUNT=3"],
    ...["FREQ=WEEKLY;BYDAY=MONDAY", "FREQ=WEEKLY;WKST=XX", "FREQ=MONTHLY;BYMONTHDAY=1,,2"],
  ];
  for (const rule of others) assert(!isUnderstood(parseRule(rule)), rule);
});
