/**
 * What every step of a walk has in common.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Random } from "../../../local/random.ts";
import { Refused } from "../hand.ts";
import { dayOf } from "../furnish.ts";
import { type Kept, MARK } from "../people.ts";
import type { Report } from "../report.ts";
import type { World } from "../world.ts";

export type Event = calendar_v3.Schema$Event & { id: string };

/** What a step works with. */
export interface Stride {
  world: World;
  random: Random;
  /** The calendar that the step is about. */
  kept: Kept;
  report: Report;
  /** Whether no fault of the database is under way. */
  databaseIsSound(): boolean;
}

/** Does one thing, and returns what it was. Undefined: there was nothing to do it to. */
export type Step = (stride: Stride) => Promise<string | undefined>;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export const chance = ({ random }: Stride, share: number) => random.next() < share;
export const between = ({ random }: Stride, least: number, most: number) =>
  least + random.next() * (most - least);

/** Marks an event or series as being changed, in every calendar, until the change has ended. */
export async function touching<T>(
  { kept: calendars, now }: World,
  id: string,
  change: () => Promise<T>,
): Promise<T> {
  for (const { touched } of calendars) touched.set(id, Infinity);
  try {
    return await change();
  } finally {
    for (const { touched } of calendars) touched.set(id, (now() + 1) * 1000);
  }
}

/** Makes a change that Google may refuse for what other steps did. */
export async function ifAllowed(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return false;
    throw error;
  }
}

/** A start within the mirrored time, near one of its ends, or far after it. */
export function someStart(stride: Stride): number {
  const days = stride.random.pick([
    ...[0, 0, 0, 0, 0, 0].map(() => between(stride, -28, 178)),
    between(stride, -31, -29),
    between(stride, 178, 182),
    between(stride, 185, 400),
  ]);
  // Whole minutes, as people choose them.
  return Math.round((stride.world.now() + days * DAY_MS) / 60_000) * 60_000;
}

/** Start and end of an event: whole days, or hours in some zone. */
export function someTimes(stride: Stride, start = someStart(stride), zone = someZone(stride)) {
  if (chance(stride, stride.kept.allDay)) {
    const days = 1 + Math.floor(between(stride, 0, 3));
    return {
      start: { date: dayOf(start), dateTime: null, timeZone: null },
      end: { date: dayOf(start + days * DAY_MS), dateTime: null, timeZone: null },
    };
  }
  const end = start + Math.ceil(between(stride, 0, 4)) * HOUR_MS / 2;
  return {
    start: { dateTime: new Date(start).toISOString(), date: null, timeZone: zone },
    end: { dateTime: new Date(end).toISOString(), date: null, timeZone: zone },
  };
}

function someZone({ random }: Stride): string {
  return random.pick(["Europe/London", "America/Los_Angeles", "Asia/Kolkata", "UTC"]);
}

/** A summary that no log may hold. */
export const someSummary = ({ random }: Stride) =>
  `${MARK} ${Math.floor(random.next() * 1e6).toString(36)}`;

/** The events of a calendar that a step may change. */
export function changeable({ world, kept }: Stride, series: boolean): Event[] {
  const events = world.google.events(kept.hands[0]!.email, kept.googleId) as Event[];
  return events.filter((event) =>
    !event.summary?.startsWith(`${MARK} pillar`) && !event.recurringEventId &&
    Boolean(event.recurrence) === series && event.organizer?.email === kept.googleId
  );
}

/** One of them, or undefined. */
export const some = <T>({ random }: Stride, values: T[]): T | undefined =>
  values.length === 0 ? undefined : random.pick(values);

/** Somebody who may change the calendar now. */
export const someHand = ({ random, kept: { hands, shared } }: Stride) =>
  shared ? random.pick(hands) : hands[0]!;
