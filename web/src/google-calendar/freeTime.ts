/**
 * Finds free time over several accounts: one request for each account, merged here.
 *
 * @module
 */
import type { CalendarRef } from "./calendarRef";
import {
  type CalendarClient,
  type CalendarError,
  type FreeTime,
  type FreeTimeQuery,
  type Slot,
  toCalendarError,
} from "./client";

/** The most calendars of one request. */
const MOST_CALENDARS = 50;

/** The free time of each account that answered, and why the others did not. */
export interface FreeTimes {
  byAccount: Map<string, FreeTime>;
  failures: Map<string, CalendarError>;
}

/** Asks for the given calendars, all accounts at once. Never rejects. */
export async function findFreeTimes(
  client: CalendarClient,
  refs: CalendarRef[],
  query: Omit<FreeTimeQuery, "account_id" | "calendar_id">,
): Promise<FreeTimes> {
  const accounts = [...new Set(refs.map(({ account_id }) => account_id))];
  const result: FreeTimes = { byAccount: new Map(), failures: new Map() };
  await Promise.all(accounts.map(async (account_id) => {
    const ids = refs.filter((ref) => ref.account_id === account_id).map((ref) => ref.calendar_id);
    try {
      const parts = await Promise.all(
        chunks(ids).map((calendar_id) =>
          client.findFreeTime({ ...query, account_id, calendar_id })
        ),
      );
      result.byAccount.set(account_id, mergeFreeTimes(parts, query.minimum_minutes)!);
    } catch (thrown) {
      result.failures.set(account_id, toCalendarError(thrown));
    }
  }));
  return result;
}

/** Busy in at least one, free in all of them; null for none. */
export function mergeFreeTimes(all: FreeTime[], minimumMinutes = 0): FreeTime | null {
  const [first, ...others] = all;
  if (!first) return null;
  if (others.length === 0) return first;
  const free = others.reduce((slots, next) => intersection(slots, next.free), first.free);
  return {
    busy: union(all.flatMap(({ busy }) => busy)),
    free: free.filter((slot) => lengthOf(slot) > 0 && lengthOf(slot) >= minimumMinutes * 60_000),
    time_zone: first.time_zone,
    as_of: others.reduce((oldest, next) => earlier(oldest, next.as_of), first.as_of),
  };
}

function chunks(ids: string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += MOST_CALENDARS) {
    parts.push(ids.slice(at, at + MOST_CALENDARS));
  }
  return parts;
}

function union(slots: Slot[]): Slot[] {
  const merged: Slot[] = [];
  for (const slot of [...slots].sort((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    const last = merged.at(-1);
    if (!last || Date.parse(slot.start) > Date.parse(last.end)) merged.push({ ...slot });
    else last.end = later(last.end, slot.end);
  }
  return merged;
}

function intersection(some: Slot[], others: Slot[]): Slot[] {
  return some.flatMap((a) =>
    others.map((b) => ({ start: later(a.start, b.start), end: earlier(a.end, b.end) }))
      .filter((slot) => lengthOf(slot) > 0)
  );
}

function lengthOf({ start, end }: Slot): number {
  return Date.parse(end) - Date.parse(start);
}

function later(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? b : a;
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}
