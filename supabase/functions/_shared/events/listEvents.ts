/**
 * Lists the events of a calendar, page by page.
 *
 * @module
 */
import type * as z from "zod";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError } from "../errors.ts";
import type { EventPage } from "./answers.ts";
import { placeOf } from "./place.ts";
import { EVENT_TYPES, RESOURCE_PROPERTY, toCalendarEvent } from "./event.ts";
import { firstThatFits } from "../google/firstThatFits.ts";
import { PAGE_FIELDS } from "../google/calendarFields.ts";
import type { listQuery } from "./querySchemas.ts";

/**
 * One page of events. By default it has each occurrence of a series, ordered by start. If `single_events`
 * is false, it has a series as one event, and beside it the occurrences that were changed or cancelled;
 * a cancelled one has only its id, its series and `original_start`. An app that expands series itself
 * needs all of these. If Google's page is too large to be read, the result has fewer events than
 * `limit`, and a token for the rest. Throws `google_bad_response` if Google's page is malformed.
 */
export async function listEvents(
  calendar: CalendarClient,
  query: z.output<typeof listQuery>,
): Promise<EventPage> {
  const { size = query.limit, token } = parsePageToken(query.page_token);
  const { page, maxResults } = await firstThatFits(
    Math.min(size, query.limit),
    (maxResults) =>
      calendar.events.list(
        {
          calendarId: query.calendar_id,
          timeMin: query.time_min,
          timeMax: query.time_max,
          q: query.q,
          privateExtendedProperty: query.resource_id &&
            [`${RESOURCE_PROPERTY}=${query.resource_id}`],
          singleEvents: query.single_events,
          eventTypes: query.event_type?.map((type) => EVENT_TYPES[type]),
          // Google orders by start only if it expands series.
          orderBy: query.single_events ? "startTime" : undefined,
          maxResults,
          pageToken: token,
          fields: PAGE_FIELDS,
        } as Parameters<CalendarClient["events"]["list"]>[0],
      ),
  );
  const items = page.items ?? (page.kind === "calendar#events" ? [] : undefined);
  // A malformed answer must not look like an empty calendar.
  if (!Array.isArray(items)) {
    throw new ApiError("google_bad_response", { cause: new Error("events.list: no items") });
  }
  const place = placeOf(query.calendar_id, calendar.account);
  const events = items.map((event) => toCalendarEvent(event, place))
    .filter(({ status, recurring_event_id }) =>
      status !== "cancelled" || (!query.single_events && recurring_event_id !== null)
    );
  return {
    events,
    next_page_token: page.nextPageToken
      ? pageToken(page.nextPageToken, maxResults, query.limit)
      : null,
    time_zone: page.timeZone ?? "UTC",
    default_reminders: (page.defaultReminders ?? []).map(({ method, minutes }) => ({
      method: method ?? null,
      minutes: minutes ?? null,
    })),
  };
}

/** `<size>~<Google's token>` after a page that was made smaller, so that the next page has the same size. */
function pageToken(token: string, size: number, limit: number): string {
  return size < limit ? `${size}~${token}` : token;
}

function parsePageToken(token: string | undefined): { size?: number; token?: string } {
  const [, size, rest] = /^([1-9]\d{0,2})~(.+)$/.exec(token ?? "") ?? [];
  return size ? { size: Number(size), token: rest } : { token };
}
