import { assertEquals, assertNotEquals } from "@std/assert";
import { submissionOf } from "../../../web/src/google-calendar/submission.ts";

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};

Deno.test("sending the same event again keeps its key", () => {
  const first = submissionOf(EVENT, null);
  const { summary, ...times } = EVENT;
  assertEquals(submissionOf({ ...times, summary }, first), first);
});

Deno.test("a changed event gets a key of its own", () => {
  const first = submissionOf(EVENT, null);
  const second = submissionOf({ ...EVENT, location: "Room 2" }, first);
  assertNotEquals(second.idempotency_key, first.idempotency_key);
});

Deno.test("the same event after a success is a second event", () => {
  const first = submissionOf(EVENT, null);
  assertNotEquals(submissionOf(EVENT, null).idempotency_key, first.idempotency_key);
});
