"use client";

/**
 * Sends an event form. A second attempt at the same event has the same key, so it cannot create a
 * second event. If the person has to connect first, or went on to another page before it failed, the
 * form is kept as a draft.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { type CalendarError, type CalendarEvent, type NewEvent, toCalendarError } from "./client";
import { type Draft, forgetDraft, keepDraft, readDraft } from "./draft";
import { useGoogleCalendar } from "./GoogleCalendar";
import { type Submission, submissionOf } from "./submission";

/** Codes of a key that cannot create an event any more: another attempt gets the same answer. */
const SPENT = new Set(["event_deleted", "idempotency_mismatch"]);

/** Codes that only the person can resolve, at Google. */
const NEEDS_CONNECTION = new Set(["reconnect_required", "calendar_not_connected"]);

/** Reads the draft of `place` once, and removes it: a form is restored only once. */
export function useDraft<Form>(place: string): Draft<Form> | null {
  const { userId } = useGoogleCalendar();
  const [draft] = useState(() => readDraft<Form>(place, userId));
  // An effect, because React may render a component and throw the result away.
  useEffect(() => forgetDraft(place), [place]);
  return draft;
}

/** The state of sending one form, and the ways to send it. */
export interface FormSubmission<Form> {
  busy: boolean;
  /** Why the last attempt failed. */
  error: CalendarError | null;
  /** Creates an event. Call it within `send`. */
  create(event: NewEvent): Promise<CalendarEvent>;
  /** Runs `attempt`, and resolves to true if it succeeded. `form` is what a draft would keep. */
  send(form: Form, attempt: () => Promise<void>): Promise<boolean>;
  /** Shows a failure, as `send` does for a failed attempt. */
  fail(form: Form, thrown: unknown): void;
  clearError(): void;
}

/** `place` names the form in the drafts. `submission` is the last attempt of a draft. */
export function useSubmission<Form>(
  place: string,
  submission: Submission | null,
): FormSubmission<Form> {
  const { client, userId, reload } = useGoogleCalendar();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);
  const last = useRef(submission);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const create = (event: NewEvent) => {
    last.current = submissionOf(event, last.current);
    return client.createEvent(last.current);
  };

  const fail = (form: Form, thrown: unknown) => {
    const failure = toCalendarError(thrown);
    if (SPENT.has(failure.code)) last.current = null;
    if (failure.code === "account_not_found") void reload();
    const needsConnection = NEEDS_CONNECTION.has(failure.code);
    if (userId && (needsConnection || !isMounted.current)) {
      keepDraft(place, { userId, form, submission: last.current });
    }
    if (needsConnection) void reload();
    setError(failure);
  };

  const send = async (form: Form, attempt: () => Promise<void>) => {
    setError(null);
    setBusy(true);
    try {
      await attempt();
      last.current = null;
      forgetDraft(place);
      return true;
    } catch (thrown) {
      fail(form, thrown);
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { busy, error, create, send, fail, clearError: () => setError(null) };
}
