/**
 * Deleting with a way back: the event leaves the screen at once, and Google is asked when the time
 * to undo is over. An event that was created anew instead would have lost its guests' answers, its
 * link and its meeting.
 *
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { CalendarEvent, RemoveOptions } from "../google-calendar/index.ts";

/** Milliseconds: long enough to read the message and to reach its button by keyboard. */
export const UNDO_WITHIN = 10_000;

/** What is about to be deleted. */
export interface Deletion {
  /** As it is called on the screen. */
  title: string;
  /** The event's id, or the series'. */
  id: string;
  options: RemoveOptions;
}

/** True for the event itself and for each occurrence of a series that is about to be deleted. */
export function isDeleted(event: CalendarEvent, deletion: Deletion | null): boolean {
  return deletion !== null &&
    (event.id === deletion.id || event.recurring_event_id === deletion.id);
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
