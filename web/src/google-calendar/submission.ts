/**
 * Gives an event its idempotency key. The same event keeps its key after a failure, so "Try again"
 * cannot create two events. An edited event gets a new key.
 *
 * @module
 */
import { type NewEvent, newIdempotencyKey } from "./client";

/** An event to create, with its idempotency key. */
export type Submission = NewEvent & { idempotency_key: string };

/** The event with the key of the last attempt if that was for the same event, else with a new key. */
export function submissionOf(event: NewEvent, last: Submission | null): Submission {
  const isSame = last !== null &&
    sorted({ ...event, idempotency_key: last.idempotency_key }) === sorted(last);
  return { ...event, idempotency_key: isSame ? last.idempotency_key : newIdempotencyKey() };
}

function sorted(event: NewEvent): string {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => a < b ? -1 : 1));
}
