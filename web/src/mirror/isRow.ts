/**
 * Knows the events that came from a row of the mirror.
 *
 * @module
 */
import type { CalendarEvent } from "../google-calendar/index.ts";

/** An event that may have come from a row. */
export type MaybeRow = CalendarEvent & { isRow?: true };

/** True if the event came from a row, also after it was changed: reminders and phone numbers may be missing. */
export function isRow(event: MaybeRow): boolean {
  return event.isRow === true;
}
