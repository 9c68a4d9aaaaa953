/**
 * Recurrence rules of RFC 5545 as arbitraries, and what `ical.js` makes of them: a library that the
 * emulator does not use.
 *
 * @module
 */
import fc from "fast-check";
import ICAL from "ical.js";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const days = fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1, maxLength: 4 });
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
const monthDays = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -5, max: -1 })),
  { minLength: 1, maxLength: 3 },
);
/** Those that every month has: of others, and from the end, `ical.js` is wrong in yearly rules. */
const surelyDays = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 3 });
const nthDays = fc.uniqueArray(
  fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), fc.constantFrom(...DAYS)).map(([n, day]) => n + day),
  { minLength: 1, maxLength: 2 },
);
const list = (name: string, values: fc.Arbitrary<(string | number)[]>) =>
  values.map((all) => `${name}=${all.join(",")}`);

/** Per frequency, what may narrow it. */
const parts: fc.Arbitrary<string[]> = fc.oneof(
  fc.tuple(fc.constant("FREQ=DAILY"), fc.constantFrom("", "BYMONTH=3,10")),
  fc.tuple(fc.constant("FREQ=WEEKLY"), fc.oneof(fc.constant(""), list("BYDAY", days))),
  fc.tuple(
    fc.constant("FREQ=MONTHLY"),
    fc.oneof(list("BYMONTHDAY", monthDays), list("BYDAY", nthDays)),
  ),
  fc.tuple(
    fc.constant("FREQ=MONTHLY"),
    list("BYDAY", days),
    fc.constantFrom("BYSETPOS=1", "BYSETPOS=-1", "BYSETPOS=2"),
  ),
  fc.tuple(
    fc.constant("FREQ=YEARLY"),
    list("BYMONTH", months),
    fc.oneof(list("BYMONTHDAY", surelyDays), list("BYDAY", nthDays)),
  ),
);

/** A rule's text, without an end. */
export const rules: fc.Arbitrary<string> = fc.tuple(parts, fc.integer({ min: 1, max: 4 })).map(
  ([given, interval]) => [...given.filter(Boolean), `INTERVAL=${interval}`].join(";"),
);

/** The first `count` local times of a rule, by `ical.js`: fewer where they would be later than `until`. */
export function expand(
  rule: string,
  from: Temporal.PlainDateTime,
  { count, until }: { count: number; until: Temporal.PlainDateTime },
): Temporal.PlainDateTime[] {
  const start = ICAL.Time.fromDateTimeString(from.toString({ smallestUnit: "second" }));
  const iterator = ICAL.Recur.fromString(rule).iterator(start);
  const found: Temporal.PlainDateTime[] = [];
  for (let next = iterator.next(); next && found.length < count; next = iterator.next()) {
    const local = Temporal.PlainDateTime.from(next.toString());
    if (Temporal.PlainDateTime.compare(local, until) > 0) break;
    found.push(local);
  }
  return found;
}
