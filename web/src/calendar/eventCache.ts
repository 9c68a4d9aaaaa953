/**
 * The loaded events, by person, calendar and range. A range that was not loaded yet shows what is known
 * of it from other ranges.
 *
 * @module
 */
import type { Query } from "@tanstack/react-query";
import {
  type CalendarClient,
  type CalendarEvent,
  type CalendarRef,
  eventKey,
  refKey,
} from "../google-calendar/index.ts";
import { queries } from "../queries.ts";
import {
  includes,
  loadRange,
  type Range,
  type RangeData,
  touches,
  withEvent,
} from "./eventStore.ts";

/** Milliseconds. A range that was loaded within this time is not loaded again because it is shown. */
const FRESH = 15_000;

/** The person, and the way to ask for a calendar. */
export interface Source {
  client: Pick<CalendarClient, "listEvents">;
  userId: string;
  /** A calendar as fields of a request. */
  fieldsOf: (ref: CalendarRef) => Partial<CalendarRef>;
  /** Reads the range from the mirror; undefined where only Google has it. */
  readMirror?: (ref: CalendarRef, range: Range) => Promise<RangeData | undefined>;
}

type Key = ["events", userId: string, calendar: string, range: Range];

/** All ranges of a person, or those of one of their calendars. */
function keyOf(userId: string, ref?: CalendarRef) {
  return ref ? ["events", userId, refKey(ref)] : ["events", userId];
}

/** The query for one calendar and range. */
export function rangeQuery(source: Source, ref: CalendarRef, range: Range) {
  const { client, userId, fieldsOf, readMirror } = source;
  const queryKey: Key = ["events", userId, refKey(ref), range];
  return {
    queryKey,
    staleTime: FRESH,
    placeholderData: () => known(userId, ref, range),
    queryFn: async () => {
      const here = (data: RangeData): RangeData => ({
        ...data,
        events: data.events.map((event) => ({ ...event, ...ref })),
      });
      let part: RangeData | undefined;
      const showPart = (data: RangeData) => {
        // What was loaded before is more than a part.
        if (queries.getQueryData(queryKey) !== part) return;
        part = queries.setQueryData<RangeData>(queryKey, here(data));
      };
      const isBehind = (behindUntil.get(`${userId}/${refKey(ref)}`) ?? 0) > Date.now();
      const mirrored = isBehind ? undefined : await readMirror?.(ref, range).catch(() => undefined);
      return mirrored ?? here(await loadRange(client, range, fieldsOf(ref), showPart));
    },
  };
}

function queriesOf(userId: string, ref: CalendarRef): Query<RangeData>[] {
  return queries.getQueryCache().findAll({ queryKey: keyOf(userId, ref) }) as Query<RangeData>[];
}

function rangeOf({ queryKey }: Query<RangeData>): Range {
  return (queryKey as unknown as Key)[3];
}

/** What other ranges of the calendar know about this one, the newest answer first. */
function known(userId: string, ref: CalendarRef, range: Range): RangeData | undefined {
  const all = queriesOf(userId, ref).filter(({ state }) => state.data)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const newest = all[0]?.state.data;
  if (!newest) return undefined;
  const whole = all.find((one) => one.state.data!.isWhole && includes(rangeOf(one), range));
  const events = new Map<string, CalendarEvent>();
  for (const { state } of whole ? [whole] : all) {
    for (const event of state.data!.events) {
      if (touches(event, range) && !events.has(eventKey(event))) events.set(eventKey(event), event);
    }
  }
  return { ...newest, events: [...events.values()], isWhole: whole !== undefined };
}

/** Loads a range that may be asked for next. A failure is told when it is asked for. */
export async function prefetch(source: Source, ref: CalendarRef, range: Range): Promise<void> {
  await queries.prefetchQuery({ ...rangeQuery(source, ref, range), staleTime: PREFETCHED_FOR });
}

/** Milliseconds. What was prefetched is loaded again anyway when it is shown later than this. */
const PREFETCHED_FOR = 300_000;

/** Puts an event as Google stored it into every loaded range of its calendar. */
export async function putEvent(userId: string, event: CalendarEvent): Promise<void> {
  await change(userId, event, (events, range) => {
    if (touches(event, range)) return withEvent(events, event);
    return events.filter((one) => eventKey(one) !== eventKey(event));
  });
}

/** Takes events out of every loaded range of a calendar. */
export async function dropEvents(
  userId: string,
  ref: CalendarRef,
  isGone: (event: CalendarEvent) => boolean,
): Promise<void> {
  await change(userId, ref, (events) => events.filter((one) => !isGone(one)));
}

async function change(
  userId: string,
  ref: CalendarRef,
  changed: (events: CalendarEvent[], range: Range) => CalendarEvent[],
): Promise<void> {
  // An answer that is still to come may have the events as they were.
  await queries.cancelQueries({ queryKey: keyOf(userId, ref) });
  for (const query of queriesOf(userId, ref)) {
    queries.setQueryData<RangeData>(
      query.queryKey,
      (data) => data && { ...data, events: changed(data.events, rangeOf(query)) },
    );
  }
}

/** When the mirror has what was written last, in milliseconds since 1970, by person and calendar. */
const behindUntil = new Map<string, number>();

/**
 * Milliseconds. What is written while the mirror reads Google, and the occurrences of a series, are in the mirror a
 * second or two later.
 */
const BEHIND_FOR = 10_000;

/** For a moment the mirror may not have yet what was just written: Google is asked, so that nothing goes back. */
export function askGoogle(userId: string, ref: CalendarRef): void {
  behindUntil.set(`${userId}/${refKey(ref)}`, Date.now() + BEHIND_FOR);
}

/** Loads again what is on the screen of one calendar, and the rest when it is shown. */
export async function reloadCalendar(userId: string, ref: CalendarRef): Promise<void> {
  await queries.invalidateQueries({ queryKey: keyOf(userId, ref) });
}

/** Loads again what is on the screen, and the rest when it is shown. */
export async function reloadEvents(userId: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: keyOf(userId) });
}
