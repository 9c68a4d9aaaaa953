/**
 * One creation and its key. Sending the same event again after a failure is the same creation, so
 * that pressing "Try again" cannot make two events; a changed event is a new one.
 *
 * @module
 */
import type { NewEvent } from "./client.ts";

/** An event with the key that names its creation. */
export type Submission = NewEvent & { idempotency_key: string };

/** The event with a key: the earlier attempt's where nothing was changed, else a new one. */
export function submissionOf(event: NewEvent, earlier: Submission | null): Submission {
  const again = earlier !== null &&
    sorted({ ...event, idempotency_key: earlier.idempotency_key }) === sorted(earlier);
  return { ...event, idempotency_key: again ? earlier.idempotency_key : crypto.randomUUID() };
}

function sorted(event: NewEvent): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => a < b ? -1 : 1));
}
