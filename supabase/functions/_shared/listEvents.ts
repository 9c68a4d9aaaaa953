/**
 * Lists the events of a calendar, a page at a time.
 *
 * @module
 */
import type { z } from "zod";
import type { CalendarClient } from "./calendarClient.ts";
import { ApiError } from "./errors.ts";
import { type CalendarEvent, RESOURCE_PROPERTY, toCalendarEvent } from "./event.ts";
import type { listQuery } from "./querySchemas.ts";

export interface EventPage {
  events: CalendarEvent[];
  /** For the next page; null on the last one. */
  next_page_token: string | null;
  /** The calendar's zone: an IANA name. */
  time_zone: string;
}

/** One page. Occurrences come one by one and by start, unless `single_events` is false. */
export async function listEvents(
  calendar: CalendarClient,
  query: z.output<typeof listQuery>,
): Promise<EventPage> {
  const page = await calendar.events.list(
    {
      calendarId: query.calendar_id,
      timeMin: query.time_min,
      timeMax: query.time_max,
      q: query.q,
      privateExtendedProperty: query.resource_id && [`${RESOURCE_PROPERTY}=${query.resource_id}`],
      singleEvents: query.single_events,
      // Google orders by start only what it has expanded.
      orderBy: query.single_events ? "startTime" : undefined,
      maxResults: query.limit,
      pageToken: query.page_token,
    } as Parameters<CalendarClient["events"]["list"]>[0],
  );
  const items = page.items ?? (page.kind === "calendar#events" ? [] : undefined);
  // An answer that is none must not look like an empty calendar.
  if (!Array.isArray(items)) {
    throw new ApiError("google_bad_response", { cause: new Error("events.list: no items") });
  }
  return {
    events: items.map((event) => toCalendarEvent(event)),
    next_page_token: page.nextPageToken ?? null,
    time_zone: page.timeZone ?? "UTC",
  };
}
