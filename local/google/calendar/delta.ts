/**
 * What changed in a calendar after a sync token. Lists of whole series have each event that was written:
 * masters, changed and deleted occurrences. Assumed: an occurrence whose change was undone is in the list
 * as its series has it now, and its series is not, unless it changed too.
 *
 * With `singleEvents` a changed series is every one of its occurrences, without a bound ahead, and a deleted
 * one is its deleted occurrences of the next six months.
 * Sources: Calendar v3 reference, Events: list (syncToken); public reports.
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { findEvent, isSeries, occurrencesOf } from "./occurrences.ts";
import type { Key } from "./paging.ts";

export interface Change {
  key: Key;
  entry: StoredEvent;
}

const SIX_MONTHS = 183 * 86_400_000;
const ALWAYS = { from: -Infinity, to: Infinity };

/** Returns the occurrences that the series had at `since` and no longer has, as cancelled. */
function vanished(calendar: Calendar, series: StoredEvent, since: number): StoredEvent[] {
  if (series.created * 1000 > since) return [];
  const earlier = series.earlier?.find(({ until }) => until > since);
  if (!earlier) return [];
  const before = { ...series, content: { ...series.content, ...earlier.content } };
  return occurrencesOf(calendar, before, ALWAYS)
    .filter(({ id }) => findEvent(calendar, id) === undefined)
    .map((event) => ({ ...event, status: "cancelled" }));
}

/** Returns the occurrences that stand for a changed event in a list of single events. */
function singles(world: World, calendar: Calendar, event: StoredEvent, since: number) {
  const gone = vanished(calendar, event, since);
  if (!isSeries(event)) return [...gone, event];
  const now = world.clock.now();
  const range = event.status === "cancelled" ? { from: now, to: now + SIX_MONTHS } : ALWAYS;
  return [...gone, ...occurrencesOf(calendar, event, range)];
}

/** Returns the events newer than the version `since`, in the order of their keys. */
export function changesSince(
  world: World,
  calendar: Calendar,
  { since, single }: { since: number; single: boolean },
): Change[] {
  const written = [...calendar.events.values()].filter(({ version }) => version > since);
  const undone = [...calendar.dropped?.values() ?? []]
    .filter(({ version }) => version > since)
    .map((event) => ({ version: event.version, now: findEvent(calendar, event.id) ?? event }));
  const changes = new Map<string, Change>();
  const add = (entry: StoredEvent, version: number) =>
    changes.set(entry.id, { key: [version, entry.id], entry });
  for (const { version, now } of undone) add(now, version);
  for (const event of written) {
    const entries = single ? singles(world, calendar, event, since) : [event];
    for (const entry of entries) add(entry, Math.max(entry.version, event.version));
  }
  return [...changes.values()].sort(({ key: [a, one] }, { key: [b, other] }) =>
    a - b || (one < other ? -1 : 1)
  );
}
