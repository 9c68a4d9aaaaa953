/**
 * Lists the events of a calendar, a page at a time.
 *
 * @module
 */
import type { z } from "zod";
import type { CalendarClient } from "./calendarClient.ts";
import { ApiError } from "./errors.ts";
import { calendarNameOf } from "./calendarName.ts";
import { type CalendarEvent, EVENT_TYPES, RESOURCE_PROPERTY, toCalendarEvent } from "./event.ts";
import type { listQuery } from "./querySchemas.ts";

export interface EventPage {
  events: CalendarEvent[];
  /** For the next page; null on the last one. */
  next_page_token: string | null;
  /** The calendar's zone: an IANA name. */
  time_zone: string;
  /** What `use_default: true` means in this calendar. */
  default_reminders: { method: string | null; minutes: number | null }[];
}

/**
 * One page. Occurrences come one by one and by start, unless `single_events` is false: then a series
 * comes as one event, beside it its occurrences that were changed, and those that were cancelled, as
 * an id with its series and `original_start`. An app that expands the series itself needs both.
 */
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
      eventTypes: query.event_type?.map((type) => EVENT_TYPES[type]),
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
  const name = calendarNameOf(query.calendar_id, calendar.account);
  const events = items.map((event) => toCalendarEvent(event, name))
    .filter(({ status, recurring_event_id }) =>
      status !== "cancelled" || (!query.single_events && recurring_event_id !== null)
    );
  return {
    events,
    next_page_token: page.nextPageToken ?? null,
    time_zone: page.timeZone ?? "UTC",
    default_reminders: (page.defaultReminders ?? []).map(({ method, minutes }) => ({
      method: method ?? null,
      minutes: minutes ?? null,
    })),
  };
}
