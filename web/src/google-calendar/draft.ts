/**
 * Keeps an unsent event form in the tab's session storage while the person goes to Google and back.
 *
 * @module
 */
import type { Submission } from "./submission";

/** An unsent form of one user, with its last attempt to create the event. */
export interface Draft<Form> {
  userId: string;
  form: Form;
  submission: Submission | null;
}

const PREFIX = "google-calendar-draft:";

/** Keeps a draft for the form at `place`: a resource's id, or any other name of the form. */
export function keepDraft<Form>(place: string, draft: Draft<Form>): void {
  sessionStorage.setItem(PREFIX + place, JSON.stringify(draft));
}

/** The draft that this user left at `place`, or null. Reading does not remove it. */
export function readDraft<Form>(place: string, userId: string | null): Draft<Form> | null {
  const stored = sessionStorage.getItem(PREFIX + place);
  if (stored === null) return null;
  const draft = JSON.parse(stored) as Draft<Form>;
  return draft.userId === userId ? draft : null;
}

/** Removes the draft of `place`. */
export function forgetDraft(place: string): void {
  sessionStorage.removeItem(PREFIX + place);
}
