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

/** All zones by name, with the most likely ones first. */
export function zoneChoices(calendarZone: string | null): { likely: string[]; all: string[] } {
  const likely = new Set([browserTimeZone(), calendarZone ?? "UTC", "UTC"]);
  const all = Intl.supportedValuesOf("timeZone").filter((zone) => !likely.has(zone));
  return { likely: [...likely], all };
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
