/**
 * Reads pages of Google's lists. A page may be short or empty and not be the last: only a page without
 * `nextPageToken` is.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError } from "../errors.ts";
import { firstThatFits } from "../google/firstThatFits.ts";
import { PAGE_EVENTS } from "./queries.ts";

type Event = calendar_v3.Schema$Event;

/** The largest page that is read, in bytes; a larger one is asked for in smaller parts. */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

export interface Page {
  events: Event[];
  nextPageToken: string | undefined;
  /** On the last page of a list that has one. */
  nextSyncToken: string | undefined;
  /** The calendar's zone. */
  timeZone: string | undefined;
}

type Query = { calendarId: string; pageToken?: string };

/** One page of `events.list`. Throws `google_bad_response` if it is malformed. */
export async function readPage(
  calendar: CalendarClient,
  query: Query,
  longest = PAGE_EVENTS,
): Promise<Page> {
  const { page } = await firstThatFits(
    longest,
    (maxResults) =>
      calendar.events.list(
        { ...query, maxResults } as Parameters<
          CalendarClient["events"]["list"]
        >[0],
        { maxBytes: MAX_PAGE_BYTES },
      ),
  );
  return pageOf(page, "events.list");
}

/** Every occurrence of `events.instances`, from all pages. */
export async function readInstances(
  calendar: CalendarClient,
  query: Query & { eventId: string },
): Promise<Event[]> {
  const events: Event[] = [];
  let pageToken: string | undefined;
  do {
    const { page } = await firstThatFits(
      PAGE_EVENTS,
      (maxResults) =>
        calendar.events.instances(
          { ...query, maxResults, pageToken } as Parameters<
            CalendarClient["events"]["instances"]
          >[0],
          { maxBytes: MAX_PAGE_BYTES },
        ),
    );
    const read = pageOf(page, "events.instances");
    events.push(...read.events);
    pageToken = read.nextPageToken;
  } while (pageToken !== undefined);
  return events;
}

/** A malformed answer must not look like an empty calendar. */
function pageOf(page: calendar_v3.Schema$Events, name: string): Page {
  const events: unknown = page.items ?? (page.kind === "calendar#events" ? [] : undefined);
  if (!Array.isArray(events)) {
    throw new ApiError("google_bad_response", { cause: new Error(`${name}: no items`) });
  }
  return {
    events,
    nextPageToken: page.nextPageToken || undefined,
    nextSyncToken: page.nextSyncToken || undefined,
    timeZone: zoneOf(page.timeZone),
  };
}

/** A name that may be a zone's. The database keeps the one it has if it does not know this one. */
function zoneOf(name: unknown): string | undefined {
  return typeof name === "string" && /^[A-Za-z0-9_+\-/]{1,100}$/.test(name) ? name : undefined;
}

/** Whether Google's 400 says that a token of the query is not accepted: everything else in it is fixed. */
export function isRefusedRead(error: unknown): boolean {
  return error instanceof ApiError && error.code === "invalid_request";
}

/** The failure if the last page of a list has no token to go on from. */
export function noSyncToken(): ApiError {
  return new ApiError("google_bad_response", {
    cause: new Error("events.list: a last page without a sync token"),
  });
}
