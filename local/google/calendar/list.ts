/**
 * events.list and events.instances: filters, order and pages.
 * Source: Calendar v3 reference, Events: list.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { World } from "../world.ts";
import { ApiError, badParameter, notFound, timeRangeEmpty } from "./apiError.ts";
import { millisOf, parseInstant } from "./eventTime.ts";
import type { Access } from "./access.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { comesWithSeries, findEvent, isSeries, occurrencesOf, overlaps } from "./occurrences.ts";
import { paged } from "./paging.ts";
import { flag, readerOf } from "./readOptions.ts";
import { renderEvent } from "./render.ts";
import { filterOf } from "./search.ts";
import { asSeenBy } from "./visibility.ts";

const SIZES = { byDefault: 250, most: 2500 };

interface Query {
  from: number;
  to: number;
  single: boolean;
  deleted: boolean;
  byStart: boolean;
  zone: string;
  maxAttendees?: number;
}

function millisParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = parseInstant(text);
  if (!instant) throw badParameter(name);
  return instant.epochMilliseconds;
}

function readQuery(calendar: Calendar, query: URLSearchParams): Query {
  if (query.has("syncToken") || query.has("updatedMin")) {
    throw new ApiError(501, "notImplemented", "The emulator has no incremental synchronization.");
  }
  const from = millisParameter(query, "timeMin") ?? -Infinity;
  const to = millisParameter(query, "timeMax") ?? Infinity;
  if (to <= from) throw timeRangeEmpty("timeMax");
  const single = flag(query, "singleEvents");
  const order = query.get("orderBy");
  if (order !== null && order !== "startTime" && order !== "updated") throw badParameter("orderBy");
  if (order === "startTime" && !single) {
    throw badParameter(
      "orderBy",
      "The requested ordering is not available for the particular query.",
    );
  }
  const { zone = calendar.time_zone, maxAttendees } = readerOf(query);
  return {
    from,
    to,
    single,
    deleted: flag(query, "showDeleted"),
    byStart: order === "startTime",
    zone,
    maxAttendees,
  };
}

/**
 * True if an event is a deleted occurrence of a series that still exists. Lists of whole series return
 * these with and without `showDeleted`.
 */
function isStub(calendar: Calendar, { status, occurrence }: StoredEvent): boolean {
  const series = occurrence && calendar.events.get(occurrence.series);
  return status === "cancelled" && series !== undefined && series.status !== "cancelled";
}

/** Returns the events that pass the filters, with series expanded or not, in order. */
function select(calendar: Calendar, query: Query): StoredEvent[] {
  const { from, to, single, byStart } = query;
  const zone = calendar.time_zone;
  const range = { from, to, zone };
  const stored = [...calendar.events.values()];
  const found = stored.flatMap((event) => {
    if (single && comesWithSeries(calendar, event)) return [];
    if (!isSeries(event)) return overlaps(event, range) ? [event] : [];
    // With `singleEvents` a deleted series is listed as its deleted occurrences.
    const occurrences = occurrencesOf(calendar, event, range);
    if (single) return occurrences;
    return occurrences.length > 0 ? [event] : [];
  });
  const wanted = found.filter((event) =>
    query.deleted || event.status !== "cancelled" || (!single && isStub(calendar, event))
  );
  const keyOf = (event: StoredEvent) =>
    byStart ? millisOf(event.content.start, zone) : event.version;
  return wanted.sort((a, b) => keyOf(a) - keyOf(b) || (a.id < b.id ? -1 : 1));
}

function envelope(
  world: World,
  { calendar, person, role }: Access,
  events: StoredEvent[],
  { parameters, zone, maxAttendees }: { parameters: URLSearchParams } & Query,
): calendar_v3.Schema$Events {
  const { items, nextPageToken } = paged(events, parameters, SIZES);
  const newest = Math.max(0, ...[...calendar.events.values()].map((event) => event.version));
  return {
    kind: "calendar#events",
    etag: `"p${newest * 2}"`,
    summary: calendar.summary,
    description: calendar.description ?? "",
    updated: new Date(newest / 1000).toISOString(),
    timeZone: zone,
    accessRole: role,
    defaultReminders: calendar.members.get(person.sub)?.default_reminders ?? [],
    ...(nextPageToken ? { nextPageToken } : {}),
    items: items.map((event) => renderEvent(world, calendar, event, { zone, maxAttendees })),
  };
}

export function listEvents(
  world: World,
  access: Access,
  parameters: URLSearchParams,
): calendar_v3.Schema$Events {
  const query = readQuery(access.calendar, parameters);
  // Hidden before it is filtered: nobody can search for what they may not know.
  const events = select(access.calendar, query)
    .map((event) => asSeenBy(world, access, event))
    .filter(filterOf(parameters));
  return envelope(world, access, events, { parameters, ...query });
}

/** Returns the occurrences of one series, in order. Throws 404 if there is no such event. */
export function listInstances(
  world: World,
  access: Access,
  { id, parameters }: { id: string; parameters: URLSearchParams },
): calendar_v3.Schema$Events {
  const { calendar } = access;
  const query = readQuery(calendar, parameters);
  const series = findEvent(calendar, id);
  if (!series || (series.status === "cancelled" && !query.deleted)) throw notFound();
  const all = isSeries(series) ? occurrencesOf(calendar, series, query) : [];
  const original = millisParameter(parameters, "originalStart");
  const events = all
    .filter((event) => query.deleted || event.status !== "cancelled")
    .filter(({ occurrence }) =>
      original === undefined ||
      millisOf(occurrence!.original, calendar.time_zone) === original
    )
    .sort((a, b) =>
      millisOf(a.content.start, calendar.time_zone) - millisOf(b.content.start, calendar.time_zone)
    )
    .map((event) => asSeenBy(world, access, event));
  return envelope(world, access, events, { parameters, ...query });
}
