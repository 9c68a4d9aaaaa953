/**
 * Series: created, changed, ended, split ("this and following"), deleted, and turned from and into single
 * events at Google.
 *
 * @module
 */
import { dayOf } from "../furnish.ts";
import {
  between,
  changeable,
  type Event,
  ifAllowed,
  some,
  someHand,
  someStart,
  someSummary,
  someTimes,
  type Step,
  type Stride,
  touching,
} from "./step.ts";

const DAY_MS = 86_400_000;
const MANY = 8;

/** A rule whose first occurrence is the start. `until` is in the form that the start has. */
function someRule(stride: Stride, { date }: { date: string | null }, start: number): string {
  const last = new Date(start + between(stride, 10, 200) * DAY_MS).toISOString();
  const until = date
    ? last.slice(0, 10).replaceAll("-", "")
    : last.replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  return stride.random.pick([
    `RRULE:FREQ=DAILY;COUNT=${3 + Math.floor(between(stride, 0, 12))}`,
    `RRULE:FREQ=WEEKLY;COUNT=${2 + Math.floor(between(stride, 0, 10))}`,
    `RRULE:FREQ=WEEKLY;UNTIL=${until}`,
    "RRULE:FREQ=WEEKLY;INTERVAL=3",
    "RRULE:FREQ=MONTHLY;COUNT=9",
  ]);
}

function someSeries(stride: Stride) {
  const start = someStart(stride) - 20 * DAY_MS;
  const times = someTimes(stride, start);
  return { ...times, recurrence: [someRule(stride, times.start, start)] };
}

async function create(stride: Stride): Promise<string> {
  await someHand(stride).insert(stride.kept.googleId, {
    summary: someSummary(stride),
    ...someSeries(stride),
  });
  return "series created";
}

/** The rule ends before a day, from which another series goes on. */
async function split(stride: Stride, event: Event): Promise<unknown> {
  const { world, kept } = stride;
  const first = Date.parse(event.start!.dateTime ?? event.start!.date!);
  const at = Math.max(world.now(), first) + 20 * DAY_MS;
  const day = dayOf(at).replaceAll("-", "");
  const until = event.start!.date ? day : `${day}T000000Z`;
  const [rule] = event.recurrence!;
  const ended = `${rule!.replace(/;(COUNT|UNTIL)=[^;]+/, "")};UNTIL=${until}`;
  const hand = someHand(stride);
  await hand.patch(kept.googleId, event.id, { recurrence: [ended] });
  return await hand.insert(kept.googleId, {
    summary: someSummary(stride),
    ...someTimes(stride, at + DAY_MS),
    recurrence: ["RRULE:FREQ=WEEKLY;COUNT=6"],
  });
}

export const series: Step = async (stride) => {
  const { world, random, kept } = stride;
  const all = changeable(stride, true);
  const deed = random.pick([
    ...all.length < MANY ? ["create", "create"] : ["delete"],
    ...["rename", "move", "rule", "split", "delete", "to_single", "to_series"],
  ]);
  const event = some(stride, deed === "to_series" ? changeable(stride, false) : all);
  if (deed === "create" || !event) return await create(stride);
  const hand = someHand(stride);
  const patch = (changes: Partial<Event>) => hand.patch(kept.googleId, event.id, changes);
  const deeds: Record<string, () => Promise<unknown>> = {
    rename: () => patch({ summary: someSummary(stride) }),
    move: () => patch(someSeries(stride) as Partial<Event>),
    rule: () => {
      const { start } = event;
      const first = Date.parse(start!.dateTime ?? start!.date!);
      return patch({ recurrence: [someRule(stride, { date: start!.date ?? null }, first)] });
    },
    split: () => split(stride, event),
    delete: () => hand.remove(kept.googleId, event.id),
    to_single: () => patch({ recurrence: [] }),
    to_series: () => patch(someSeries(stride) as Partial<Event>),
  };
  const allowed = await ifAllowed(() => touching(world, event.id, deeds[deed]!));
  return allowed ? `series: ${deed}` : undefined;
};
