/**
 * Finds when a user is busy in any of several calendars, and when the user is free in all of them. If
 * one calendar cannot be read, the whole request fails: the calendar must never look free.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import type { FreeTime, Slot } from "./answers.ts";
import { ApiError } from "../errors.ts";
import { AnswerTooLarge } from "../google/fetch.ts";
import { invalidRequest } from "../http/validation.ts";
import { zonedWriter } from "../time/zonedTime.ts";
import { complement, type Interval, mergeIntervals, splitInterval } from "./intervals.ts";

/** What is asked for, wherever the answer comes from. */
export interface FreeTimeQuery {
  time_min: string;
  time_max: string;
  calendar_id: string[];
  minimum_minutes?: number;
  time_zone: string;
}

/** The longest span of one query to Google, which answers about three months at most. */
const MAX_QUERY_MS = 60 * 86_400_000;

/** A query of a shorter span is not split further. */
const MIN_QUERY_MS = 60_000;

/**
 * The most busy times of one answer: one for every half hour of a year. More would take longer than the
 * platform gives a request.
 */
const MAX_BUSY = 20_000;

/**
 * Busy and free slots, as RFC 3339 in the query's zone; free ones are at least `minimum_minutes` long.
 * Throws `calendar_not_found`, `google_unavailable` or `google_bad_response` for a calendar that Google
 * could not read, and `invalid_request` if there are too many busy times.
 */
export async function findFreeTime(
  calendar: CalendarClient,
  query: FreeTimeQuery,
): Promise<FreeTime> {
  const asOf = new Date().toISOString();
  const answers = await Promise.all(
    splitInterval(spanOf(query), MAX_QUERY_MS).map((part) =>
      queryBusy(calendar, part, query.calendar_id)
    ),
  );
  return toFreeTime(answers.flat(), query, asOf);
}

function spanOf({ time_min, time_max }: FreeTimeQuery): Interval {
  return { start: Date.parse(time_min), end: Date.parse(time_max) };
}

/**
 * The answer for these busy times, which may overlap. `asOf` is when they were known. Throws
 * `invalid_request` if there are too many.
 */
export function toFreeTime(
  found: Interval[],
  query: FreeTimeQuery,
  asOf: string,
): FreeTime {
  const { minimum_minutes = 1, time_zone } = query;
  const span = spanOf(query);
  const busy = mergeBusy(found, span);
  const free = complement(busy, span).filter(({ start, end }) =>
    end - start >= minimum_minutes * 60_000
  );
  return {
    busy: slotsOf(busy, time_zone),
    free: slotsOf(free, time_zone),
    time_zone,
    as_of: asOf,
  };
}

function slotsOf(intervals: Interval[], timeZone: string): Slot[] {
  const write = zonedWriter(timeZone);
  return intervals.map(({ start, end }) => ({ start: write(start), end: write(end) }));
}

/**
 * The merged busy times of these calendars. If Google's answer is too large, each half is asked for: of
 * the calendars, then of the time.
 */
async function queryBusy(
  calendar: CalendarClient,
  span: Interval,
  calendarIds: string[],
): Promise<Interval[]> {
  try {
    const answer = await calendar.freebusy.query({
      requestBody: {
        timeMin: new Date(span.start).toISOString(),
        timeMax: new Date(span.end).toISOString(),
        items: calendarIds.map((id) => ({ id })),
        calendarExpansionMax: 50,
      },
    });
    return mergeBusy(calendarIds.flatMap((id) => busyOf(answer, id)), span);
  } catch (error) {
    if (!(error instanceof AnswerTooLarge)) throw error;
    let found: Interval[] = [];
    // One after the other, so that only merged times are kept in memory.
    for (const [halfSpan, halfIds] of halves(span, calendarIds, error)) {
      found = mergeBusy([...found, ...await queryBusy(calendar, halfSpan, halfIds)], span);
    }
    return found;
  }
}

/** The merged intervals. Throws `invalid_request` as soon as there are too many. */
function mergeBusy(intervals: Interval[], span: Interval): Interval[] {
  const merged = mergeIntervals(intervals, span);
  if (merged.length <= MAX_BUSY) return merged;
  const message = `has more than ${MAX_BUSY} busy times before it: ask for a shorter span`;
  throw invalidRequest([{ path: "time_max", message }]);
}

function halves(
  span: Interval,
  ids: string[],
  tooLarge: AnswerTooLarge,
): [Interval, string[]][] {
  if (ids.length > 1) {
    const middle = Math.ceil(ids.length / 2);
    return [[span, ids.slice(0, middle)], [span, ids.slice(middle)]];
  }
  const length = span.end - span.start;
  if (length <= MIN_QUERY_MS) throw tooLarge;
  return splitInterval(span, Math.ceil(length / 2)).map((half) => [half, ids]);
}

/** One calendar's busy times. Google reports an error of one calendar inside a 200. */
function busyOf(answer: calendar_v3.Schema$FreeBusyResponse, id: string): Interval[] {
  const found = answer.calendars?.[id];
  const reason = found?.errors?.[0]?.reason;
  if (found?.errors?.length) {
    const cause = new Error(
      `freebusy: a calendar answers ${reason ?? "an error without a reason"}`,
    );
    throw new ApiError(reason === "notFound" ? "calendar_not_found" : "google_unavailable", {
      cause,
    });
  }
  if (!Array.isArray(found?.busy)) {
    throw new ApiError("google_bad_response", {
      cause: new Error("freebusy: a calendar is missing from the answer"),
    });
  }
  return found.busy.map((period) => {
    const interval = { start: Date.parse(period?.start ?? ""), end: Date.parse(period?.end ?? "") };
    if (!(interval.start <= interval.end)) {
      throw new ApiError("google_bad_response", {
        cause: new Error("freebusy: a busy period is no interval"),
      });
    }
    return interval;
  });
}
