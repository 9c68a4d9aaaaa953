/**
 * Deletes with a time to undo. The event leaves the screen at once, and the request is sent when the
 * time is over. Creating the event again instead would lose its guests' answers, link and meeting.
 *
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import {
  type CalendarEvent,
  type CalendarRef,
  refKey,
  type RemoveOptions,
} from "../google-calendar/index.ts";
import { english } from "./english.ts";

/** Milliseconds, enough to read the message and to reach its button by keyboard. */
export const UNDO_WITHIN = 10_000;

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
export function isDeleted(event: CalendarEvent, deletion: Deletion | null): boolean {
  if (deletion === null || refKey(event) !== refKey(deletion.calendar)) return false;
  if (event.id === deletion.id || event.recurring_event_id === deletion.id) return true;
  const { following } = deletion;
  return following !== undefined && event.recurring_event_id === following.series &&
    seriesTime(event) >= following.from;
}

/** The moment of the occurrence in its series, also if it was moved. */
function seriesTime({ original_start, start_datetime, start_date }: CalendarEvent): number {
  return Date.parse(original_start ?? start_datetime ?? start_date ?? "");
}

/** `remove` sends a deletion, and never rejects. */
export function useDeletion(remove: (deletion: Deletion) => Promise<void>) {
  const [pending, setPending] = useState<Deletion | null>(null);
  const unsent = useRef<Deletion | null>(null);
  const latestRemove = useRef(remove);
  useEffect(() => {
    latestRemove.current = remove;
  }, [remove]);

  const finish = useCallback(() => {
    const deletion = unsent.current;
    if (!deletion) return;
    unsent.current = null;
    // The event stays off the screen until the answer arrives.
    void latestRemove.current(deletion).then(() =>
      setPending((current) => current === deletion ? null : current)
    );
  }, []);

  const start = useCallback((deletion: Deletion) => {
    finish(); // only the last deletion can be undone
    unsent.current = deletion;
    setPending(deletion);
  }, [finish]);

  const undo = useCallback(() => {
    unsent.current = null;
    setPending(null);
  }, []);

  // A person who leaves the page did not undo the deletion.
  useEffect(() => {
    addEventListener("pagehide", finish);
    return () => {
      removeEventListener("pagehide", finish);
      finish();
    };
  }, [finish]);

  return { pending, start, undo, finish };
}
