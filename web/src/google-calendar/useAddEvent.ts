/**
 * The life of one add-event form: typing, checking, sending, trying again, starting over.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { forgetDraft, keepDraft, readDraft } from "./draft.ts";
import { type CalendarError, type CalendarEvent, toCalendarError } from "./client.ts";
import { emptyEvent, type EventErrors, type EventValues, readEvent } from "./eventForm.ts";
import { useGoogleCalendar } from "./GoogleCalendar.tsx";
import { type Submission, submissionOf } from "./submission.ts";
import { useSuggestion } from "./useSuggestion.ts";
import { browserTimeZone, moveEnd } from "./time.ts";

/** What the page around the form knows about the event. */
export interface AddEventOptions {
  /** The resource that the event is for. */
  resourceId?: string;
  /** A title to start with. */
  title?: string;
  /** Minutes. With it, the form starts with the next free time of that length in working hours. */
  minutes?: number;
  onAdded?: (event: CalendarEvent) => void;
}

/** `submit` resolves to the name of the first field that is not right yet, or to null. */
export function useAddEvent({ resourceId, title, minutes, onAdded }: AddEventOptions) {
  const { client, userId, recordAdded, reload } = useGoogleCalendar();
  const place = resourceId ?? "";
  const [zone] = useState(browserTimeZone);
  const [draft] = useState(() => userId ? readDraft(place, userId) : null);
  const [values, setValues] = useState(() => draft?.values ?? emptyEvent(new Date(), zone, title));
  const [errors, setErrors] = useState<EventErrors>({});
  const [error, setError] = useState<CalendarError | null>(null);
  const [added, setAdded] = useState<CalendarEvent | null>(null);
  const [busy, setBusy] = useState(false);
  const earlier = useRef<Submission | null>(draft?.earlier ?? null);
  const [touched, setTouched] = useState(draft !== null);
  const suggestion = useSuggestion(touched ? undefined : minutes, zone);

  useEffect(() => {
    if (suggestion.slot) setValues((before) => ({ ...before, ...suggestion.slot }));
  }, [suggestion.slot]);

  useEffect(() => forgetDraft(place), [place]);

  const change = (field: keyof EventValues, value: string) => {
    if (field === "start" || field === "end") setTouched(true);
    setErrors((before) => ({ ...before, [field]: undefined }));
    setValues((before) => ({
      ...before,
      [field]: value,
      ...(field === "start" && { end: moveEnd(before.start, before.end, value, zone) }),
    }));
  };

  const submit = async (): Promise<string | null> => {
    if (busy) return null;
    const read = readEvent(values, zone);
    setAdded(null);
    setError(null);
    if ("errors" in read) {
      setErrors(read.errors);
      return Object.keys(read.errors)[0] ?? null;
    }
    setErrors({});
    setBusy(true);
    const event = { ...read.event, ...(resourceId && { resource_id: resourceId }) };
    earlier.current = submissionOf(event, earlier.current);
    try {
      const created = await client.createEvent(earlier.current);
      earlier.current = null;
      forgetDraft(place);
      setAdded(created);
      recordAdded(created);
      setValues(emptyEvent(new Date(), zone, title));
      setTouched(false);
      suggestion.look();
      onAdded?.(created);
    } catch (thrown) {
      const failed = toCalendarError(thrown);
      setError(failed);
      const { code } = failed;
      // That key is spent: pressing the button again would only be told the same.
      if (code === "event_deleted" || code === "idempotency_mismatch") earlier.current = null;
      if (code === "reconnect_required" || code === "calendar_not_connected") {
        if (userId) keepDraft(place, { userId, values, earlier: earlier.current });
        void reload();
      }
    } finally {
      setBusy(false);
    }
    return null;
  };

  const suggested = touched ? null : suggestion.status;
  return { zone, values, errors, error, added, busy, suggested, change, submit };
}
