/**
 * Keeps a half-finished event over the way to Google and back. In the tab's session storage, and
 * read once.
 *
 * @module
 */
import type { EventValues } from "./eventForm.ts";
import type { Submission } from "./submission.ts";

/** What the form needs to go on where it was left. */
export interface Draft {
  userId: string;
  values: EventValues;
  earlier: Submission | null;
}

const PREFIX = "google-calendar-draft:";

/** Keeps a draft for the form of `place` (a resource's id, or the empty string). */
export function keepDraft(place: string, draft: Draft): void {
  sessionStorage.setItem(PREFIX + place, JSON.stringify(draft));
}

/** The draft of `place`, if this person left one. Forgetting it is the caller's next step. */
export function readDraft(place: string, userId: string): Draft | null {
  const stored = sessionStorage.getItem(PREFIX + place);
  if (stored === null) return null;
  const draft = JSON.parse(stored) as Draft;
  return draft.userId === userId ? draft : null;
}

/** Removes the draft of `place`. */
export function forgetDraft(place: string): void {
  sessionStorage.removeItem(PREFIX + place);
}
