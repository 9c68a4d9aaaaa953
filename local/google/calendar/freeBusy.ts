/**
 * freebusy.query: when calendars are busy. An error of one calendar is inside the 200 response.
 * Source: Calendar v3 reference, Freebusy: query.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { z } from "zod";
import type { World } from "../world.ts";
import { accessTo, type Caller } from "./access.ts";
import { ApiError, invalid, required, timeRangeEmpty } from "./apiError.ts";
import { isZone, millisOf, parseInstant, writeInstant } from "./eventTime.ts";
import { ownEntry } from "./guestList.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { comesWithSeries, isSeries, occurrencesOf, overlaps } from "./occurrences.ts";

/** In milliseconds. Google documents about three months, and the longest three months have 92 days. */
const MAX_SPAN = 92 * 24 * 60 * 60 * 1000;
const MAX_CALENDARS = 50;

const body = z.object({
  timeMin: z.string().optional(),
  timeMax: z.string().optional(),
  timeZone: z.string().default("UTC"),
  items: z.array(z.object({ id: z.string() })).default([]),
  calendarExpansionMax: z.int().min(0).default(MAX_CALENDARS),
});

type Span = [start: number, end: number];

function instantOf(text: string | undefined, name: string): number {
  if (text === undefined) throw required(`Missing ${name} parameter.`);
  const instant = parseInstant(text);
  if (!instant) throw new ApiError(400, "badRequest", "Bad Request");
  return instant.epochMilliseconds;
}

function isBusy(world: World, calendar: Calendar, { status, content }: StoredEvent): boolean {
  const own = ownEntry(world, calendar, content.attendees);
  return status !== "cancelled" && content.transparency !== "transparent" &&
    own?.responseStatus !== "declined";
}

/** Returns the busy intervals within the range. Adjacent and overlapping intervals are merged. */
function busySpans(world: World, calendar: Calendar, from: number, to: number): Span[] {
  const zone = calendar.time_zone;
  const range = { from, to, zone };
  const events = [...calendar.events.values()].flatMap((event) => {
    if (comesWithSeries(calendar, event) || event.status === "cancelled") return [];
    if (isSeries(event)) return occurrencesOf(calendar, event, range);
    return overlaps(event, range) ? [event] : [];
  });
  const spans = events.filter((event) => isBusy(world, calendar, event)).map((
    { content },
  ): Span => [
    Math.max(from, millisOf(content.start, zone)),
    Math.min(to, millisOf(content.end, zone)),
  ]);
  const joined: Span[] = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (start >= end) continue;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

export function queryFreeBusy(
  world: World,
  caller: Caller,
  json: Record<string, unknown>,
): calendar_v3.Schema$FreeBusyResponse {
  const parsed = body.safeParse(json);
  if (!parsed.success) {
    throw invalid(`Invalid value for: ${parsed.error.issues[0]?.path.join(".")}`);
  }
  const { timeMin, timeMax, timeZone, items, calendarExpansionMax } = parsed.data;
  const [from, to] = [instantOf(timeMin, "timeMin"), instantOf(timeMax, "timeMax")];
  if (to <= from) throw timeRangeEmpty();
  if (to - from > MAX_SPAN) {
    throw new ApiError(400, "timeRangeTooLong", "The requested time range is too long.");
  }
  if (!isZone(timeZone)) throw invalid("Invalid time zone.");
  const most = Math.min(calendarExpansionMax, MAX_CALENDARS);

  const answer = (
    { id }: { id: string },
    position: number,
  ): calendar_v3.Schema$FreeBusyCalendar => {
    const failed = (reason: string) => ({ errors: [{ domain: "global", reason }], busy: [] });
    if (position >= most) return failed("tooManyCalendarsRequested");
    try {
      const spans = busySpans(world, accessTo(world, caller, id).calendar, from, to);
      return {
        busy: spans.map(([start, end]) => ({
          start: writeInstant(start, timeZone),
          end: writeInstant(end, timeZone),
        })),
      };
    } catch (error) {
      if (error instanceof ApiError) return failed(error.reason);
      throw error;
    }
  };
  return {
    kind: "calendar#freeBusy",
    timeMin: new Date(from).toISOString(),
    timeMax: new Date(to).toISOString(),
    calendars: Object.fromEntries(items.map((item, i) => [item.id, answer(item, i)])),
  };
}
