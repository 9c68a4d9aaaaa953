/**
 * Keeps a half-finished event over the way to Google and back. In the tab's session storage, and
 * read once.
 *
 * @module
 */
import type { EventValues } from "./eventForm.ts";
import type { Submission } from "./submission.ts";

/** What the form needs to go on where it was left. */
export interface Draft<Values = EventValues> {
  userId: string;
  values: Values;
  earlier: Submission | null;
}

const PREFIX = "google-calendar-draft:";

/** Keeps a draft for the form of `place`: a resource's id, or any other name of the form. */
export function keepDraft<Values>(place: string, draft: Draft<Values>): void {
  sessionStorage.setItem(PREFIX + place, JSON.stringify(draft));
}

/** The draft of `place`, if this person left one. Forgetting it is the caller's next step. */
export function readDraft<Values = EventValues>(
  place: string,
  userId: string,
): Draft<Values> | null {
  const stored = sessionStorage.getItem(PREFIX + place);
  if (stored === null) return null;
  const draft = JSON.parse(stored) as Draft<Values>;
  return draft.userId === userId ? draft : null;
}

/** Removes the draft of `place`. */
export function forgetDraft(place: string): void {
  sessionStorage.removeItem(PREFIX + place);
}
