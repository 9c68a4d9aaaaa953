/**
 * What a deletion takes off the screen. It is sent when the time to undo it is over: creating the event
 * again instead would lose its guests' answers, link and meeting.
 *
 * @module
 */
import {
  type CalendarEvent,
  type CalendarRef,
  refKey,
  type RemoveOptions,
} from "../google-calendar/index.ts";
import { english } from "./english.ts";

/** A deletion that is about to be sent. */
export interface Deletion {
  /** The title on the screen. */
  title: string;
  /** The id of the event or of the series. */
  id: string;
  calendar: CalendarRef;
  options: RemoveOptions;
  /** The series and the moment of its first deleted occurrence, if all later ones are deleted, too. */
  following?: { series: string; from: number };
}

/**
 * The deletion of an event or a series, or of an occurrence and all later ones. `untitled` names an event
 * without a title.
 */
export function deletionOf(
  event: CalendarEvent,
  options: RemoveOptions,
  untitled = english.untitled,
): Deletion {
  const { id, account_id, calendar_id, recurring_event_id: series } = event;
  return {
    id,
    calendar: { account_id, calendar_id },
    title: event.summary || untitled,
    options,
    ...(options.scope === "following" && series && {
      following: { series, from: seriesTime(event) },
    }),
  };
}

/** True if the deletion includes the event. */
export function isDeleted(event: CalendarEvent, deletion: Deletion): boolean {
  if (refKey(event) !== refKey(deletion.calendar)) return false;
  if (event.id === deletion.id || event.recurring_event_id === deletion.id) return true;
  const { following } = deletion;
  return following !== undefined && event.recurring_event_id === following.series &&
    seriesTime(event) >= following.from;
}

/** The moment of the occurrence in its series, also if it was moved. */
export function seriesTime({ original_start, start_datetime, start_date }: CalendarEvent): number {
  return Date.parse(original_start ?? start_datetime ?? start_date ?? "");
}
