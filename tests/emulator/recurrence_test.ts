/** The emulator's occurrences against another library's. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { occurrenceStarts } from "../../local/google/calendar/recurrence.ts";
import { figure } from "../support/figures.ts";
import { contains } from "./naiveRules.ts";
import { expand, rules } from "./rules.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC"];
const END = Temporal.PlainDateTime.from("2030-01-01T00:00");

/** Not in the first hours of a day: which times that a clock change skips count is left open by RFC 5545. */
const starts = fc.tuple(fc.nat(2 * 365), fc.integer({ min: 8, max: 47 })).map(
  ([days, halfHours]) =>
    Temporal.PlainDateTime.from("2026-01-01T00:00").add({ days, minutes: 30 * halfHours }),
);
const ends = fc.record({
  count: fc.integer({ min: 1, max: 30 }),
  by: fc.constantFrom("COUNT", "UNTIL", "span"),
  leaveOut: fc.option(fc.nat(), { nil: undefined }),
});

const basic = (text: string) => text.replace(/[-:]/g, "");
const millis = (local: Temporal.PlainDateTime, zone: string) =>
  local.toZonedDateTime(zone).epochMilliseconds;

Deno.test("occurrences are those of another library, by any rule, in any zone", () => {
  let compared = 0;
  const property = fc.property(
    rules,
    starts,
    fc.constantFrom(...ZONES),
    ends,
    (rule, random, zone, { count, by, leaveOut }) => {
      // These begin with an occurrence; other starts are compared below. The second one, since
      // `ical.js` begins rules with BYSETPOS too early.
      const [, first] = expand(rule, random, { count: 2, until: END });
      if (!first) return;
      const expected = expand(rule, first, { count, until: END });
      const last = expected.at(-1)!;
      const until = basic(`${last.toZonedDateTime(zone).toInstant()}`);
      const end = { COUNT: `;COUNT=${expected.length}`, UNTIL: `;UNTIL=${until}`, span: "" }[by];
      const left = leaveOut === undefined ? undefined : expected[leaveOut % expected.length];
      const lines = [`RRULE:${rule}${end}`];
      if (left) {
        lines.push(`EXDATE;TZID=${zone}:${basic(left.toString({ smallestUnit: "second" }))}`);
      }

      const at = (local: Temporal.PlainDateTime) => ({
        dateTime: local.toZonedDateTime(zone).toInstant().toString(),
        timeZone: zone,
      });
      const found = occurrenceStarts({
        start: at(first),
        end: at(first.add({ minutes: 30 })),
        recurrence: lines,
      }, { from: millis(first, zone), to: millis(last, zone) + 1, zone });
      assertEquals(
        found.map(({ dateTime }) => Date.parse(dateTime!)),
        expected.filter((local) => local !== left).map((local) => millis(local, zone)),
        `${lines} from ${first} in ${zone}`,
      );
      compared += expected.length;
    },
  );
  fc.assert(property, { numRuns: 400 });
  figure(`${compared} occurrences agree`);
  assert(compared > 1000);
});

Deno.test("occurrences of whole days are those of another library", () => {
  const property = fc.property(rules, starts, ends, (rule, random, { count, leaveOut }) => {
    const midnight = random.withPlainTime("00:00");
    const [, first] = expand(rule, midnight, { count: 2, until: END });
    if (!first) return;
    const expected = expand(rule, first, { count, until: END });
    const left = leaveOut === undefined ? undefined : expected[leaveOut % expected.length];
    const lines = [`RRULE:${rule};COUNT=${expected.length}`];
    if (left) lines.push(`EXDATE;VALUE=DATE:${basic(left.toPlainDate().toString())}`);
    const date = first.toPlainDate();
    const found = occurrenceStarts({
      start: { date: date.toString() },
      end: { date: date.add({ days: 1 }).toString() },
      recurrence: lines,
    }, { from: 0, to: millis(END.add({ days: 1 }), "UTC"), zone: "America/New_York" });
    assertEquals(
      found.map((time) => time.date),
      expected.filter((local) => local !== left).map((local) => local.toPlainDate().toString()),
      `${lines} from ${date}`,
    );
  });
  fc.assert(property, { numRuns: 200 });
});

/**
 * RFC 5545 leaves open what a start means that its rule does not contain, and skips times that the clocks
 * skip. Google shows the start in addition and such times an hour later: so this is what is expected.
 */
Deno.test("a start outside its rule and skipped times are as Google has them, in any zone", () => {
  const anyStarts = fc.tuple(fc.nat(2 * 365), fc.oneof(fc.nat(47), fc.constantFrom(4, 5))).map((
    [days, halfHours],
  ) => Temporal.PlainDateTime.from("2026-01-01T00:00").add({ days, minutes: 30 * halfHours }));
  let outside = 0;
  let skipped = 0;
  const property = fc.property(
    rules,
    anyStarts,
    fc.constantFrom(...ZONES),
    fc.integer({ min: 1, max: 600 }),
    (rule, local, zone, span) => {
      const zoned = local.toZonedDateTime(zone);
      // A start that the clocks skip cannot be written with this clock time.
      if (!zoned.toPlainDateTime().equals(local)) return;
      const first = local.toPlainDate();
      const ruled = Array.from({ length: span }, (_, days) => first.add({ days }))
        .filter((day) => contains(rule, first, day))
        .map((day) => day.toPlainDateTime(local.toPlainTime()));
      const [earliest] = ruled;
      if (!earliest) return;
      if (!earliest.equals(local)) outside++;
      skipped +=
        ruled.filter((at) => !at.toZonedDateTime(zone).toPlainDateTime().equals(at)).length;
      const expected = [...new Set([local, ...ruled].map((at) => millis(at, zone)))]
        .sort((a, b) => a - b);
      const at = (time: Temporal.ZonedDateTime) => ({
        dateTime: time.toInstant().toString(),
        timeZone: zone,
      });
      const found = occurrenceStarts({
        start: at(zoned),
        end: at(zoned.add({ minutes: 30 })),
        recurrence: [`RRULE:${rule};COUNT=${ruled.length}`],
      }, { from: -Infinity, to: Infinity, zone });
      assertEquals(
        found.map(({ dateTime }) => Date.parse(dateTime!)),
        expected,
        `${rule} ${ruled.length} times from ${local} in ${zone}`,
      );
    },
  );
  fc.assert(property, { numRuns: 200 });
  figure(`${outside} starts outside their rules, ${skipped} skipped times`);
  assert(outside > 20);
});
