import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { readInstant } from "./instants.ts";

/** What Google takes: seconds, and an offset in one spelling. */
const AT_GOOGLE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;

const two = (value: number) => String(value).padStart(2, "0");

Deno.test("an instant is written with seconds and an offset, and stays the same to the millisecond", () => {
  const date = fc.date({
    min: new Date("0002-01-01T00:00:00Z"),
    max: new Date("9998-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const offset = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 });
  const digits = fc.constantFrom("none", "seconds", ".1", ".123", ".123456789");
  fc.assert(
    fc.property(date, fc.option(offset), digits, fc.boolean(), (date, minutes, written, lower) => {
      const utc = new Date(date);
      utc.setUTCMilliseconds(0);
      if (written === "none") utc.setUTCSeconds(0);
      // The clock on the wall there.
      const wall = new Date(utc.getTime() + (minutes ?? 0) * 60_000).toISOString();
      const zone = minutes === null
        ? "Z"
        : `${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${
          two(Math.abs(minutes) % 60)
        }`;
      const fraction = written.startsWith(".") ? written : "";
      const text = `${wall.slice(0, written === "none" ? 16 : 19)}${fraction}${zone}`;
      const read = readInstant(lower ? text.toLowerCase() : text);
      if (!("instant" in read)) return false;
      const expected = utc.getTime() + Math.trunc(Number(`0${fraction || ".0"}`) * 1000);
      return AT_GOOGLE.test(read.instant) && Date.parse(read.instant) === expected;
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("text is an instant in Google's form, or is refused with a sentence", () => {
  const piece = fc.constantFrom(
    ...[
      "2027",
      "02",
      "30",
      "24",
      "60",
      "-",
      ":",
      "T",
      "t",
      " ",
      "Z",
      "z",
      "+",
      "01",
      ".",
      "000",
      "[u",
    ],
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 16 })), (given) => {
      const read = readInstant(typeof given === "string" ? given : given.join(""));
      return "instant" in read ? AT_GOOGLE.test(read.instant) : read.problem.length > 10;
    }),
    { numRuns: PROPERTY_RUNS },
  );
});
