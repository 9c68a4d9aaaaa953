/**
 * events.list and events.instances: filters, order, pages and sync tokens.
 * Source: Calendar v3 reference, Events: list.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { World } from "../world.ts";
import { notFound } from "./apiError.ts";
import { millisOf } from "./eventTime.ts";
import type { Access } from "./access.ts";
import { type Change, changesSince } from "./delta.ts";
import {
  isSynchronizable,
  millisParameter,
  type Query,
  readQuery,
  RESTRICTIONS,
} from "./listQuery.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { comesWithSeries, findEvent, isSeries, occurrencesOf, overlaps } from "./occurrences.ts";
import { paged } from "./paging.ts";
import { renderEvent } from "./render.ts";
import { filterOf } from "./search.ts";
import { asOf } from "./store.ts";
import { syncSettingsOf } from "./syncSettings.ts";
import { newSyncToken, readSyncToken } from "./syncToken.ts";
import { asSeenBy } from "./visibility.ts";

const SIZES = { byDefault: 250, most: 2500 };

/**
 * True if an event is a deleted occurrence of a series that still exists. Lists of whole series return
 * these with and without `showDeleted`.
 */
function isStub(calendar: Calendar, { status, occurrence }: StoredEvent): boolean {
  const series = occurrence && calendar.events.get(occurrence.series);
  return status === "cancelled" && series !== undefined && series.status !== "cancelled";
}

/** Puts events in order, by time or by version. */
function inOrder(events: StoredEvent[], keyOf: (event: StoredEvent) => number): Change[] {
  return events.map((entry): Change => ({ key: [keyOf(entry), entry.id], entry }))
    .sort(({ key: [a, one] }, { key: [b, other] }) => a - b || (one < other ? -1 : 1));
}

/** Returns the events that pass the filters, with series expanded or not, in order. */
function select(calendar: Calendar, query: Query): Change[] {
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
  return inOrder(
    wanted,
    (event) => byStart ? millisOf(event.content.start, zone) : event.version,
  );
}

/** The state that a list shows: the newest version in it, and the calendar as it was then. */
function shownState(world: World, access: Access): Access & { version: number } {
  const { lag_ms } = syncSettingsOf(world, access.calendar);
  const last = world.state.last_version;
  const version = lag_ms > 0 ? Math.min(last, (world.clock.now() - lag_ms) * 1000) : last;
  return { ...access, calendar: asOf(world, access.calendar, version), version };
}

function envelope(
  world: World,
  { calendar, person, role, version }: Access & { version: number },
  changes: Change[],
  { parameters, zone, maxAttendees, synchronizable }: {
    parameters: URLSearchParams;
    synchronizable: boolean;
  } & Query,
): calendar_v3.Schema$Events {
  const settings = syncSettingsOf(world, calendar);
  const page = paged(changes, parameters, { ...SIZES, ...settings, carried: version });
  const newest = Math.max(0, ...[...calendar.events.values()].map((event) => event.version));
  const listed = { sub: person.sub, calendar, role };
  return {
    kind: "calendar#events",
    etag: `"p${newest * 2}"`,
    summary: calendar.summary,
    description: calendar.description ?? "",
    updated: new Date(newest / 1000).toISOString(),
    timeZone: zone,
    accessRole: role,
    defaultReminders: calendar.members.get(person.sub)?.default_reminders ?? [],
    ...(page.nextPageToken
      ? { nextPageToken: page.nextPageToken }
      : synchronizable
      ? { nextSyncToken: newSyncToken(world, listed, { parameters, version: page.carried! }) }
      : {}),
    items: page.items.map((event) =>
      renderEvent(world, calendar, event, { zone, maxAttendees, ...settings })
    ),
  };
}

export function listEvents(
  world: World,
  access: Access,
  parameters: URLSearchParams,
): calendar_v3.Schema$Events {
  const { calendar, person: { sub }, role } = access;
  const since = readSyncToken(world, { sub, calendar, role }, {
    parameters,
    restrictions: RESTRICTIONS,
  });
  const query = readQuery(calendar, parameters);
  const shown = shownState(world, access);
  const changes = since === undefined
    ? select(shown.calendar, query)
    : changesSince(world, shown.calendar, { since, single: query.single });
  // Hidden before it is filtered: nobody can search for what they may not know.
  const filter = filterOf(parameters);
  const events = changes
    .map(({ key, entry }) => ({ key, entry: asSeenBy(world, access, entry) }))
    .filter(({ entry }) => filter(entry));
  const synchronizable = isSynchronizable(parameters);
  return envelope(world, shown, events, { parameters, synchronizable, ...query });
}

/** Returns the occurrences of one series, in order. Throws 404 if there is no such event. */
export function listInstances(
  world: World,
  access: Access,
  { id, parameters }: { id: string; parameters: URLSearchParams },
): calendar_v3.Schema$Events {
  const shown = shownState(world, access);
  const { calendar } = shown;
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
    .map((event) => asSeenBy(world, access, event));
  const changes = inOrder(events, ({ content }) => millisOf(content.start, calendar.time_zone));
  return envelope(world, shown, changes, { parameters, synchronizable: false, ...query });
}
