/**
 * Completes an event that came from a row of the mirror: its reminders, its phone numbers, and all of its guests.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import type { OpenedEvent } from "../calendar/scope.ts";
import {
  type CalendarError,
  type CalendarEvent,
  type CalendarRef,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { isRow } from "./isRow.ts";

/**
 * The opened event, at once as it is known and then as Google has it: `onWhole` gets that. `isPart` stays true if it
 * cannot be read.
 */
export function useWholeEvent(
  target: OpenedEvent | null,
  fieldsOf: (ref: CalendarRef) => Partial<CalendarRef>,
  onWhole: (event: CalendarEvent) => void,
) {
  const { client } = useGoogleCalendar();
  const [whole, setWhole] = useState<CalendarEvent | null>(null);
  const [error, setError] = useState<CalendarError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ fieldsOf, onWhole });
  latest.current = { fieldsOf, onWhole };
  const row = target && isRow(target.event) ? target.event : null;
  useEffect(() => {
    if (!row) return;
    let isCurrent = true;
    const { account_id, calendar_id } = row;
    client.event(row.id, latest.current.fieldsOf(row)).then((read) => {
      if (!isCurrent) return;
      const event = { ...read, account_id, calendar_id };
      setWhole(event);
      setError(null);
      latest.current.onWhole(event);
    }, (thrown) => isCurrent && setError(toCalendarError(thrown)));
    return () => {
      isCurrent = false;
    };
  }, [client, row, attempt]);
  const retry = () => {
    setError(null);
    setAttempt((before) => before + 1);
  };
  const opened = target && whole ? { ...target, event: whole } : target;
  return { opened, isPart: row !== null && whole === null, error, retry };
}
