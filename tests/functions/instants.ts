/**
 * Arbitrary moments that calendars often get wrong: in every zone, most of them near a clock change. They
 * are computed by the runtime's own Temporal. The functions can use another implementation.
 *
 * @module
 */
import fc from "fast-check";

/**
 * Zones that the platform's Deno, 2.1.14, does not know as they are since 2025: a new one, and one whose
 * clocks do not change any more. There, the functions take another time for skipped or doubled.
 */
const TOO_NEW = ["America/Coyhaique", "America/Asuncion"];
const ZONES = [...Intl.supportedValuesOf("timeZone"), "UTC"]
  .filter((zone) => !TOO_NEW.includes(zone));
const CHANGING = ZONES.filter((zone) =>
  Temporal.Instant.from("2026-01-01T00:00:00Z").toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next")?.year === 2026
);

export interface Moment {
  zone: string;
  at: Temporal.ZonedDateTime;
  /** What a clock shows that has not been changed yet: the time may not exist, or exist twice. */
  local: Temporal.PlainDateTime;
}

function around(minutes: number) {
  return fc.integer({ min: -minutes, max: minutes });
}

/** A moment in a zone: in most cases close to a clock change, if the zone has one. */
export const moments: fc.Arbitrary<Moment> = fc.record({
  zone: fc.oneof(fc.constantFrom(...ZONES), fc.constantFrom(...CHANGING)),
  minute: fc.integer({ min: 0, max: 12 * 366 * 24 * 60 }),
  near: fc.oneof(
    { weight: 3, arbitrary: around(100) },
    { weight: 1, arbitrary: around(26 * 60) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
}).map(({ zone, minute, near }) => {
  const random = Temporal.Instant.from("2022-01-01T00:00:00Z").add({ minutes: minute })
    .toZonedDateTimeISO(zone);
  const change = near === undefined ? null : random.getTimeZoneTransition("next");
  // A change far in the future does not count, because the zone's rules may change before.
  if (!change || change.year >= 2037) return { zone, at: random, local: random.toPlainDateTime() };
  const before = change.subtract({ nanoseconds: 1 }).toPlainDateTime();
  return {
    zone,
    at: change.add({ minutes: near }),
    local: before.add({ nanoseconds: 1 }).add({ minutes: near }),
  };
});

/** Every instant at which a clock in the zone shows the local time. */
export function instantsOf(local: Temporal.PlainDateTime, zone: string): Temporal.Instant[] {
  const earlier = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(zone, { disambiguation: "later" });
  return [earlier, later]
    .filter((zoned) => zoned.toPlainDateTime().equals(local))
    .map((zoned) => zoned.toInstant())
    .filter((instant, i, all) => i === 0 || !instant.equals(all[0]!));
}
