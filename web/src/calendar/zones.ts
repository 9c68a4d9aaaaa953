/**
 * The time zone that the calendar is shown in: the browser's, until another one is chosen.
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

/** Keeps the choice; the browser's own zone is no choice, so that a traveller's clock is followed. */
export function keepZone(zone: string, storage: Storage = localStorage): void {
  if (zone === browserTimeZone()) storage.removeItem(KEY);
  else storage.setItem(KEY, zone);
}

/** All zones by name, those that matter most to this person first. */
export function zoneChoices(calendarZone: string | null): { likely: string[]; all: string[] } {
  const likely = new Set([browserTimeZone(), calendarZone ?? "UTC", "UTC"]);
  const all = Intl.supportedValuesOf("timeZone").filter((zone) => !likely.has(zone));
  return { likely: [...likely], all };
}

/** A zone's name as people read it. */
export function readableZone(zone: string): string {
  return zone.replaceAll("_", " ");
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
