/**
 * Names of time zones: those that this runtime knows, and those that only Google may know.
 *
 * @module
 */
import { Temporal } from "./temporal.ts";

/** IANA names only: offsets are not zones. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;
/** Where IANA's names of the form `Area/Place` begin. */
const AREAS = new Set([
  ...["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil"],
  ...["Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "SystemV", "US"],
]);

/** The name as IANA writes it, of a zone that the runtime knows. Undefined if it does not. */
export function zoneNameOf(name: string): string | undefined {
  if (!ZONE_NAME.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Whether the runtime knows an IANA time zone by this name, in any case. */
export function isTimeZone(name: string): boolean {
  return zoneNameOf(name) !== undefined;
}

/**
 * Whether Google may know a zone by this name although the runtime does not: one that is newer than
 * the runtime, or one that another calendar program wrote, such as `GMT-03:00`.
 */
export function mayBeTimeZone(name: string): boolean {
  if (!/^[\x20-\x7e]{1,100}$/.test(name) || !/[A-Za-z]/.test(name)) return false;
  const [area, ...places] = name.split("/");
  return places.length === 0 || (ZONE_NAME.test(name) && AREAS.has(area));
}
