/**
 * Names of time zones: those that this runtime knows, and those that only Google may know.
 *
 * @module
 */
import { Temporal } from "./temporal.ts";

/** IANA names only: an offset such as `+02:00` is not a zone. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** The areas of IANA's names of the form `Area/Place`. */
const AREAS = new Set([
  ...["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil"],
  ...["Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "SystemV", "US"],
]);

/** The zone's name as IANA writes it, for a name in any case. Undefined if the runtime does not know it. */
export function canonicalTimeZone(name: string): string | undefined {
  if (!ZONE_NAME.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** True if the runtime knows an IANA time zone by this name, in any case. */
export function isTimeZone(name: string): boolean {
  return canonicalTimeZone(name) !== undefined;
}

/**
 * True if Google may know a zone by this name although the runtime does not: the zone is newer than
 * the runtime, or another calendar program wrote it, such as `GMT-03:00`.
 */
export function mayBeTimeZone(name: string): boolean {
  if (!/^[\x20-\x7e]{1,100}$/.test(name) || !/[A-Za-z]/.test(name)) return false;
  const [area = "", ...places] = name.split("/");
  return places.length === 0 || (ZONE_NAME.test(name) && AREAS.has(area));
}
