/**
 * When somebody is busy in any of some calendars, and when free in all of them. A calendar that could
 * not be read fails the whole: it must never look free.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import type { FreeTime, Slot } from "./answers.ts";
import { ApiError } from "../errors.ts";
import { AnswerTooLarge } from "../google/fetch.ts";
import { zonedWriter } from "../time/zonedTime.ts";

/** From `start` (inclusive) to `end` (exclusive), in milliseconds since the epoch. */
export interface Interval {
  start: number;
  end: number;
}

export interface FreeTimeQuery {
  time_min: string;
  time_max: string;
  calendar_id: string[];
  minimum_minutes?: number;
  time_zone: string;
}

/** Google answers about three months at the most. */
const MAX_QUERY_MS = 60 * 86_400_000;

/** What is not asked for in still smaller parts. */
const MIN_QUERY_MS = 60_000;
/**
 * Of one answer. Whoever is busy more often than every half hour, all year, asks for less: more would
 * take longer than the platform gives a request.
 */
const MAX_BUSY = 20_000;

/** Busy and free slots. Throws `calendar_not_found`, `google_unavailable` or `google_bad_response` for a calendar that Google could not read, `invalid_request` if there is too much to tell. */
export async function findFreeTime(
  calendar: CalendarClient,
  { time_min, time_max, calendar_id, minimum_minutes = 1, time_zone }: FreeTimeQuery,
): Promise<FreeTime> {
  const span = { start: Date.parse(time_min), end: Date.parse(time_max) };
  const answers = await Promise.all(
    pieces(span, MAX_QUERY_MS).map((piece) => queryBusy(calendar, piece, calendar_id)),
  );
  const busy = joined(answers.flat(), span);
  const free = gaps(busy, span).filter(({ start, end }) => end - start >= minimum_minutes * 60_000);
  return { busy: slots(busy, time_zone), free: slots(free, time_zone), time_zone };
}

function slots(intervals: Interval[], timeZone: string): Slot[] {
  const write = zonedWriter(timeZone);
  return intervals.map(({ start, end }) => ({ start: write(start), end: write(end) }));
}

/** The span cut into pieces of at most `length`, without gap or overlap. */
export function pieces({ start, end }: Interval, length: number): Interval[] {
  const cut: Interval[] = [];
  for (let from = start; from < end; from += length) {
    cut.push({ start: from, end: Math.min(from + length, end) });
  }
  return cut;
}

/** The intervals within the span, in order, with no two that touch. */
export function mergeIntervals(intervals: Interval[], span: Interval): Interval[] {
  const merged: Interval[] = [];
  const within = intervals
    .map(({ start, end }) => ({
      start: Math.max(start, span.start),
      end: Math.min(end, span.end),
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start);
  for (const interval of within) {
    const last = merged.at(-1);
    if (last && interval.start <= last.end) last.end = Math.max(last.end, interval.end);
    else merged.push(interval);
  }
  return merged;
}

/** What of the span is in none of the merged intervals. */
export function gaps(merged: Interval[], span: Interval): Interval[] {
  const starts = [span.start, ...merged.map(({ end }) => end)];
  const ends = [...merged.map(({ start }) => start), span.end];
  return starts.map((start, i) => ({ start, end: ends[i] })).filter(({ start, end }) =>
    start < end
  );
}

/**
 * What Google says of these calendars. An answer that is too large is asked for in halves: of the
 * calendars, then of the time.
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
    return joined(calendarIds.flatMap((id) => busyOf(answer, id)), span);
  } catch (error) {
    if (!(error instanceof AnswerTooLarge)) throw error;
    let found: Interval[] = [];
    // One after the other: what is found of each is joined before the next is read.
    for (const [halfSpan, halfIds] of halves(span, calendarIds, error)) {
      found = joined([...found, ...await queryBusy(calendar, halfSpan, halfIds)], span);
    }
    return found;
  }
}

/** The merged intervals. Throws `invalid_request` as soon as there are too many, whatever else is found. */
function joined(intervals: Interval[], span: Interval): Interval[] {
  const merged = mergeIntervals(intervals, span);
  if (merged.length <= MAX_BUSY) return merged;
  const message = `has more than ${MAX_BUSY} busy times before it: ask for a shorter span`;
  throw new ApiError("invalid_request", { details: [{ path: "time_max", message }] });
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
  return pieces(span, Math.ceil(length / 2)).map((piece) => [piece, ids]);
}

/** Errors come per calendar, inside a 200. */
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
