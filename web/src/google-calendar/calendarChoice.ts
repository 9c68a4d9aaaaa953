/**
 * What a person chose on this device: the calendar of new events, and the calendars to show.
 *
 * @module
 */
import type { Calendar } from "./client";
import { refKey, refOf } from "./calendarRef";

const NEW_EVENTS = "google-calendar-new-events:";
const SHOWN = "google-calendar-shown:";

/** By the key of the calendar. A calendar that is not in it was never switched on or off here. */
export type Shown = Record<string, boolean>;

/** The key of the calendar that got the last event, or null. */
export function readChoice(userId: string | null): string | null {
  return localStorage.getItem(NEW_EVENTS + userId);
}

/** Keeps the calendar of the last event. */
export function keepChoice(userId: string | null, key: string): void {
  localStorage.setItem(NEW_EVENTS + userId, key);
}

/** The calendars that the person switched on or off. */
export function readShown(userId: string | null): Shown {
  return JSON.parse(localStorage.getItem(SHOWN + userId) ?? "{}");
}

/** Keeps which calendars the person switched on or off. */
export function keepShown(userId: string | null, shown: Shown): void {
  localStorage.setItem(SHOWN + userId, JSON.stringify(shown));
}

/** True if the person wants to see the calendar; without a choice, if Google's own page shows it. */
export function isShown(calendar: Calendar, shown: Shown): boolean {
  return shown[refKey(refOf(calendar))] ?? (calendar.primary || calendar.selected);
}
