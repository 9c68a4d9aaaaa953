/**
 * Writes many instants as RFC 3339 in one time zone. `Temporal` asks `Intl` for the offset of each
 * instant, which takes longer than everything else here. This module asks once for each stretch between
 * two changes of the clocks.
 *
 * @module
 */
import { Temporal } from "./temporal.ts";

/** A stretch of time, in milliseconds since the epoch, in which a zone's offset stays the same. */
interface Stretch {
  from: number;
  to: number;
  offsetMs: number;
  /** The offset as RFC 3339 writes it: hours and minutes. */
  suffix: string;
}

/** A function that writes milliseconds since the epoch, to the second, in this zone. Give it times in order. */
export function zonedWriter(timeZone: string): (milliseconds: number) => string {
  if (timeZone === "UTC") return (milliseconds) => `${local(milliseconds)}Z`;
  let stretch: Stretch | undefined;
  return (milliseconds) => {
    if (!stretch || milliseconds < stretch.from || milliseconds >= stretch.to) {
      stretch = stretchAround(milliseconds, timeZone);
    }
    return local(milliseconds + stretch.offsetMs) + stretch.suffix;
  };
}

function stretchAround(milliseconds: number, timeZone: string): Stretch {
  const zoned = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
  const next = zoned.getTimeZoneTransition("next");
  const text = zoned.toString({ timeZoneName: "never" });
  return {
    // Times come in order, so the rest of this stretch is enough.
    from: milliseconds,
    to: next?.epochMilliseconds ?? Infinity,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
    suffix: /[+-]\d{2}:\d{2}$/.exec(text)![0],
  };
}

/** Date and time of day to the second, as `Temporal` writes them. */
function local(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, -".000Z".length);
}
