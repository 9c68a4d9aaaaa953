import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { complement, type Interval, mergeIntervals, splitInterval } from "./intervals.ts";

const interval = fc.tuple(fc.integer({ min: -50, max: 150 }), fc.integer({ min: 0, max: 60 }))
  .map(([start, length]): Interval => ({ start, end: start + length }));
const span: Interval = { start: 0, end: 100 };

/** True if a minute is in one of the intervals. */
const covers = (intervals: Interval[], at: number) =>
  intervals.some(({ start, end }) => start <= at && at < end);

Deno.test("every minute of the span is either busy or free, as the calendars say", () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), (intervals) => {
      const busy = mergeIntervals(intervals, span);
      const free = complement(busy, span);
      for (let at = span.start; at < span.end; at++) {
        if (covers(busy, at) !== covers(intervals, at)) return false;
        if (covers(free, at) === covers(busy, at)) return false;
      }
      const touching = busy.some(({ start }, i) => i > 0 && start <= busy[i - 1]!.end);
      return !touching && !covers(busy, span.start - 1) && !covers(busy, span.end);
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("the parts of an interval cover it without gap or overlap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 90 }),
      (end, length) => {
        const parts = splitInterval({ start: 0, end }, length);
        assertEquals([parts[0]!.start, parts.at(-1)!.end], [0, end]);
        return parts.every((part, i) =>
          part.end - part.start <= length && (i === 0 || part.start === parts[i - 1]!.end)
        );
      },
    ),
    { numRuns: PROPERTY_RUNS },
  );
});
