import { assert, assertEquals } from "@std/assert";
import { ApiError } from "../errors.ts";
import {
  calendarError,
  EventIdTaken,
  InvalidAccessTokenError,
  type Subject,
  SyncTokenEnded,
} from "./calendarErrors.ts";
import { parseRetryAfter } from "./temporaryFailure.ts";

function failure(
  status: number,
  reason?: string,
  { subject = "event" as Subject, headers = {}, message = "Google's words" } = {},
): Error {
  const body = reason &&
    { error: { code: status, message, errors: [{ domain: "global", reason }] } };
  return calendarError(status, new Headers(headers), body, subject);
}

/** Google's documented table, and what falls outside it. */
const TABLE: [status: number, reason: string | undefined, code: string][] = [
  [400, "timeRangeEmpty", "google_rejected_event"],
  [400, "invalid", "google_rejected_event"],
  [400, undefined, "google_rejected_event"],
  [403, "rateLimitExceeded", "google_rate_limited"],
  [403, "userRateLimitExceeded", "google_rate_limited"],
  [429, "rateLimitExceeded", "google_rate_limited"],
  [429, undefined, "google_rate_limited"],
  [403, "quotaExceeded", "google_quota_exceeded"],
  [403, "dailyLimitExceeded", "google_quota_exceeded"],
  [403, "insufficientPermissions", "reconnect_required"],
  [403, "accessNotConfigured", "google_client_misconfigured"],
  [403, "forbiddenForNonOrganizer", "google_permission_denied"],
  [403, "requiredAccessLevel", "google_permission_denied"],
  [403, undefined, "google_permission_denied"],
  [404, "notFound", "event_not_found"],
  [410, "deleted", "event_not_found"],
  [412, "conditionNotMet", "event_changed"],
  [500, "backendError", "google_unavailable"],
  [502, undefined, "google_unavailable"],
  [503, undefined, "google_unavailable"],
  [504, undefined, "google_unavailable"],
  [302, undefined, "google_bad_response"],
  [418, undefined, "google_bad_response"],
];

for (const [status, reason, code] of TABLE) {
  Deno.test(`Calendar's ${status} ${reason ?? "without a reason"} is ${code}`, () => {
    const error = failure(status, reason);
    assert(error instanceof ApiError);
    assertEquals(error.code, code);
  });
}

Deno.test("Calendar's 410 on a list says that the sync token has ended, and on an event that it is gone", () => {
  const ended = failure(410, "fullSyncRequired", { subject: "calendar" });
  assert(ended instanceof SyncTokenEnded);
  assertEquals(ended.code, "calendar_not_found");
  assert(!(failure(410, "deleted") instanceof SyncTokenEnded));
  assert(!(failure(404, "notFound", { subject: "calendar" }) instanceof SyncTokenEnded));
});

Deno.test("Calendar's refusal of a watch keeps Google's reason", () => {
  for (const status of [400, 403]) {
    const error = failure(status, "pushNotSupportedForRequestedResource", { subject: "calendar" });
    assert(error instanceof ApiError);
    const { reason } = error.details as { reason: string };
    assertEquals(reason, "pushNotSupportedForRequestedResource");
  }
});

Deno.test("Calendar's 401 asks for a refresh, its 409 for a look at the event", () => {
  assert(failure(401, "authError") instanceof InvalidAccessTokenError);
  assert(failure(409, "duplicate") instanceof EventIdTaken);
});

Deno.test("Calendar's 404 on insert and list is about the calendar", () => {
  const error = failure(404, "notFound", { subject: "calendar" });
  assertEquals((error as ApiError).code, "calendar_not_found");
});

Deno.test("the reason is also found in details", () => {
  const body = { error: { details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }] } };
  const error = calendarError(403, new Headers(), body, "event") as ApiError;
  assertEquals([error.code, error.details], ["reconnect_required", { reason: "scope_missing" }]);
});

Deno.test("only a rejected event shows Google's own words", () => {
  for (const [status, reason, code] of TABLE) {
    const shown = JSON.stringify((failure(status, reason) as ApiError).toBody("id"));
    assertEquals(
      shown.includes("Google's words"),
      code === "google_rejected_event" && reason !== undefined,
      `${status} ${reason}`,
    );
  }
});

Deno.test("a quota that is used up is asked again after a minute at the soonest", () => {
  assertEquals((failure(403, "quotaExceeded") as ApiError).retryAfter, 60);
  const soon = failure(403, "quotaExceeded", { headers: { "retry-after": "5" } }) as ApiError;
  assertEquals(soon.retryAfter, 60);
  const late = failure(403, "quotaExceeded", { headers: { "retry-after": "3600" } }) as ApiError;
  assertEquals(late.retryAfter, 3600);
});

Deno.test("an answer of any shape is survived", () => {
  for (
    const body of [undefined, null, "text", 1, [], { error: "x" }, { error: { errors: [{}] } }]
  ) {
    assert(calendarError(403, new Headers(), body, "event") instanceof ApiError);
  }
});

Deno.test("Retry-After is read as seconds and as a date", () => {
  const now = Date.UTC(2026, 0, 1);
  assertEquals(parseRetryAfter("120", now), 120);
  assertEquals(parseRetryAfter("Thu, 01 Jan 2026 00:01:00 GMT", now), 60);
  assertEquals(parseRetryAfter("Wed, 31 Dec 2025 00:00:00 GMT", now), 0);
  for (const header of [null, "", "soon", "-1"]) {
    const seconds = parseRetryAfter(header, now);
    assert(seconds === undefined || seconds >= 0, String(header));
  }
});
