/**
 * Deleting with a way back: the event leaves the screen at once, and Google is asked when the time
 * to undo is over. An event that was created anew instead would have lost its guests' answers, its
 * link and its meeting.
 *
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { CalendarEvent, RemoveOptions } from "../google-calendar/index.ts";
import { UNTITLED } from "./eventKinds.ts";

/** Milliseconds: long enough to read the message and to reach its button by keyboard. */
export const UNDO_WITHIN = 10_000;

/** What is about to be deleted. */
export interface Deletion {
  /** As it is called on the screen. */
  title: string;
  /** The event's id, or the series'. */
  id: string;
  options: RemoveOptions;
  /** The series and the moment of the occurrence, if all later ones go with it. */
  following?: { series: string; from: number };
}

/** What an event leaves the screen with: itself, its series, or itself and all later occurrences. */
export function deletionOf(event: CalendarEvent, options: RemoveOptions): Deletion {
  const { id, recurring_event_id: series } = event;
  return {
    id,
    title: event.summary || UNTITLED,
    options,
    ...(options.scope === "following" && series && {
      following: { series, from: seriesTime(event) },
    }),
  };
}

/** True for each event that is about to be deleted: the one, its series, or the later ones. */
export function isDeleted(event: CalendarEvent, deletion: Deletion | null): boolean {
  if (deletion === null) return false;
  if (event.id === deletion.id || event.recurring_event_id === deletion.id) return true;
  const { following } = deletion;
  return following !== undefined && event.recurring_event_id === following.series &&
    seriesTime(event) >= following.from;
}

/** When the series has the occurrence, wherever it was moved to. */
function seriesTime({ original_start, start_datetime, start_date }: CalendarEvent): number {
  return Date.parse(original_start ?? start_datetime ?? start_date ?? "");
}

/** `remove` carries a deletion out; it never rejects. */
export function useDeletion(remove: (deletion: Deletion) => Promise<void>) {
  const [pending, setPending] = useState<Deletion | null>(null);
  const waiting = useRef<Deletion | null>(null);
  const carryOut = useRef(remove);
  useEffect(() => {
    carryOut.current = remove;
  }, [remove]);

  const finish = useCallback(() => {
    const deletion = waiting.current;
    if (!deletion) return;
    waiting.current = null;
    // It stays off the screen until the answer is there.
    void carryOut.current(deletion).then(() =>
      setPending((current) => current === deletion ? null : current)
    );
  }, []);

  const start = useCallback((deletion: Deletion) => {
    finish(); // only the last one can be undone
    waiting.current = deletion;
    setPending(deletion);
  }, [finish]);

  const undo = useCallback(() => {
    waiting.current = null;
    setPending(null);
  }, []);

  // Whoever leaves the page has not undone it.
  useEffect(() => {
    addEventListener("pagehide", finish);
    return () => {
      removeEventListener("pagehide", finish);
      finish();
    };
  }, [finish]);

  return { pending, start, undo, finish };
}
