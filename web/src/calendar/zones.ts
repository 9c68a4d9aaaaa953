/**
 * The time zone of the calendar: the browser's zone, unless the person chooses another one.
 *
 * @module
 */
import { browserTimeZone } from "../google-calendar/index.ts";

const KEY = "calendar-time-zone";

/** The chosen zone of this device, or the browser's. */
export function chosenZone(storage: Storage = localStorage): string {
  const stored = storage.getItem(KEY);
  return stored && isZone(stored) ? stored : browserTimeZone();
}

/** Keeps the choice. The browser's own zone is not kept, so that the calendar follows a traveller. */
export function keepZone(zone: string, storage: Storage = localStorage): void {
  if (zone === browserTimeZone()) storage.removeItem(KEY);
  else storage.setItem(KEY, zone);
}

/** The zones that a person most likely chooses. */
export function likelyZones(calendarZone: string | null): string[] {
  return [...new Set([browserTimeZone(), calendarZone ?? "UTC", "UTC"])];
}

/** All zones by name. */
export function allZones(): string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** The name of a zone with spaces instead of underscores. */
export function readableZone(zone: string): string {
  return zone.replaceAll("_", " ");
}

/** True for an IANA zone that this browser knows. */
export function isZone(name: string): boolean {
  if (name === "") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
