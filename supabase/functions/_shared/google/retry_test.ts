import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import {
  Deadline,
  MAX_REFRESH_RETRY_AFTER_MS,
  MAX_RETRY_AFTER_MS,
  MAX_TRIES,
} from "../deadlines.ts";
import * as deadlines from "../deadlines.ts";
import { ApiError, type ErrorCode, ERRORS } from "../errors.ts";
import { retryDelay, withRetries } from "./retry.ts";

const codes = Object.keys(ERRORS) as ErrorCode[];

Deno.test("only failures that pass are tried again", () => {
  const again = codes.filter((code) =>
    retryDelay(new ApiError(code), 1, 10_000, 0.5) !== undefined
  );
  assertEquals(again.toSorted(), ["google_rate_limited", "google_timeout", "google_unavailable"]);
});

Deno.test("a stated Retry-After is waited for where it is short, and passed on where it is long", () => {
  const limited = (retryAfter: number) => new ApiError("google_rate_limited", { retryAfter });
  assertEquals(retryDelay(limited(2), 1, MAX_REFRESH_RETRY_AFTER_MS, 0), 2000);
  assertEquals(retryDelay(limited(4), 1, MAX_REFRESH_RETRY_AFTER_MS, 0), undefined);
  assertEquals(retryDelay(limited(10), 1, MAX_RETRY_AFTER_MS, 0), 10_000);
  assertEquals(retryDelay(limited(3600), 1, MAX_RETRY_AFTER_MS, 0), undefined);
});

Deno.test("backoff stays below a bound that doubles, and ends after four tries", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const delay = retryDelay(new ApiError("google_unavailable"), tries, 10_000, random);
        if (tries >= MAX_TRIES) return delay === undefined;
        return delay !== undefined && delay >= 0 &&
          delay <= deadlines.FIRST_BACKOFF_MS * 2 ** tries;
      },
    ),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("the mean wait is a quarter of a second, and doubles", () => {
  const waits = [1, 2, 3].map((tries) =>
    retryDelay(new ApiError("google_unavailable"), tries, 10_000, 0.5)
  );
  assertEquals(waits, [250, 500, 1000]);
});

Deno.test("withRetries makes four calls at the most, and tells the last failure", async () => {
  let calls = 0;
  const error = await assertRejects(
    () =>
      withRetries(() => {
        calls++;
        return Promise.reject(new ApiError("google_unavailable", { retryAfter: 0 }));
      }, { deadline: Deadline.in(5_000), maxRetryAfterMs: 1_000 }),
    ApiError,
  );
  assertEquals([calls, error.code], [4, "google_unavailable"]);
});

Deno.test("withRetries does not wait beyond the deadline", async () => {
  let calls = 0;
  await assertRejects(
    () =>
      withRetries(() => {
        calls++;
        return Promise.reject(new ApiError("google_rate_limited", { retryAfter: 2 }));
      }, { deadline: Deadline.in(100), maxRetryAfterMs: 10_000 }),
    ApiError,
  );
  assertEquals(calls, 1);
});

Deno.test("the time limits fit into each other", () => {
  const d = deadlines;
  // Asking for the lease, the refresh and the save end together before the lease does, and leave
  // time for the calendar call within the request.
  assertEquals(d.TURN_MS < d.LEASE_MS, true);
  assertEquals(d.TURN_MS + d.CALENDAR_MS < d.REQUEST_MS, true);
  // A slow database leaves less time for the refresh, but some; a fast one leaves all of it.
  assertEquals(d.DATABASE_MS + d.SAVE_MS < d.TURN_MS, true);
  assertEquals(d.REFRESH_MS + d.SAVE_MS < d.TURN_MS, true);
  assertEquals(d.TOKEN_MS < d.REFRESH_MS, true);
  // Who waits for another's lease still has time for a refresh and a call of its own.
  assertEquals(d.LEASE_MS + d.TOKEN_MS < d.REQUEST_MS, true);
  // A caller that sends its body slowly leaves time to check the session before and to answer after.
  assertEquals(d.AUTH_MS + d.BODY_MS + d.DATABASE_MS < d.REQUEST_MS - d.ANSWER_MS, true);
  // The callback takes the state, exchanges the code, and saves.
  assertEquals(d.DATABASE_MS + d.EXCHANGE_MS + d.DATABASE_MS < d.REQUEST_MS - d.ANSWER_MS, true);
  // A token that is not refreshed outlives the request.
  assertEquals(d.EXPIRY_MARGIN_MS > d.REQUEST_MS, true);
  assertEquals(d.MAX_REFRESH_RETRY_AFTER_MS < d.REFRESH_MS, true);
  assertEquals(d.MAX_RETRY_AFTER_MS < d.REQUEST_MS, true);
});

Deno.test("the lease in the migrations is the lease in the deadlines", async () => {
  const sql = await Deno.readTextFile(
    new URL("../../../migrations/20260101000800_refresh_functions.sql", import.meta.url),
  );
  assertEquals(sql.includes(`interval '${deadlines.LEASE_MS / 1000} seconds'`), true);
});
