/**
 * The one way to write events. It notes which calendars changed, for push messages, and what was before,
 * for lists that lag behind.
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Calendar, StoredEvent, Written } from "./model.ts";
import { sameJson } from "./sameJson.ts";

/** The longest time that a list can lag behind, in milliseconds. */
export const MAX_LAG = 600_000;
/** The number of earlier rules that a series remembers. */
const MAX_EARLIER = 20;

function note(world: World, calendar: Calendar, written: Written): void {
  world.changed.calendars.add(calendar);
  const writes = world.writes.get(calendar) ?? [];
  world.writes.set(calendar, writes);
  writes.push(written);
  const oldest = (world.clock.now() - MAX_LAG) * 1000;
  const kept = writes.findIndex(({ version }) => version >= oldest);
  if (kept > 0) writes.splice(0, kept);
}

/** Adds the times that a series had to those it remembers, if they change. */
function withEarlier(event: StoredEvent, before: StoredEvent | undefined): StoredEvent {
  if (!before?.content.recurrence) return event;
  const timesOf = ({ content: { start, end, recurrence } }: StoredEvent) => ({
    start,
    end,
    recurrence,
  });
  if (sameJson(timesOf(before), timesOf(event))) return event;
  const all = [...before.earlier ?? [], { until: event.version, content: timesOf(before) }];
  return { ...event, earlier: all.slice(-MAX_EARLIER) };
}

/** Stores an event. Without a new version nobody is told. */
export function putEvent(world: World, calendar: Calendar, event: StoredEvent): void {
  const before = calendar.events.get(event.id);
  calendar.events.set(event.id, withEarlier(event, before));
  if (event.version === before?.version) return;
  calendar.dropped?.delete(event.id);
  note(world, calendar, { version: event.version, id: event.id, before });
}

/**
 * Forgets the change of an occurrence: it is as its series says, or is gone if the series does not have it.
 */
export function dropOccurrence(
  world: World,
  calendar: Calendar,
  before: StoredEvent,
  version: number,
): void {
  calendar.events.delete(before.id);
  calendar.dropped ??= new Map();
  calendar.dropped.set(before.id, { ...before, status: "cancelled", version });
  note(world, calendar, { version, id: before.id, before });
}

/** Returns the calendar as it was when `version` was the last one. */
export function asOf(world: World, calendar: Calendar, version: number): Calendar {
  const later = (world.writes.get(calendar) ?? []).filter((written) => written.version > version);
  if (later.length === 0) return calendar;
  const events = new Map(calendar.events);
  for (const { id, before } of later.reverse()) {
    if (before) events.set(id, before);
    else events.delete(id);
  }
  const dropped = [...calendar.dropped ?? []].filter(([, event]) => event.version <= version);
  return { ...calendar, events, dropped: new Map(dropped) };
}
