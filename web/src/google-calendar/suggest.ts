/**
 * Finds free time within working hours.
 *
 * @module
 */
import { readLocal, toLocal } from "./time";
import type { Slot } from "./client";

/** Hours on the local clock, Monday to Friday. The end is exclusive. */
export const WORKING_HOURS = { from: 9, to: 17 };

const DAY = 86_400_000;
/** Milliseconds. Suggested times start on a quarter of an hour. */
const STEP = 15 * 60_000;

/** The parts of free slots that lie within working hours in `zone` and after `now`, in order. */
export function workingSlots(free: Slot[], zone: string, now: Date): Slot[] {
  return free.flatMap(({ start, end }) => {
    const from = Math.max(Date.parse(start), now.getTime());
    return workingDays(from, Date.parse(end), zone)
      .map((day) => ({ start: Math.max(day.start, roundUp(from)), end: day.end }))
      .map((day) => ({ start: day.start, end: Math.min(day.end, Date.parse(end)) }))
      .filter((slot) => slot.end - slot.start >= STEP)
      .map((slot) => ({
        start: new Date(slot.start).toISOString(),
        end: new Date(slot.end).toISOString(),
      }));
  });
}

/** The next free slot of `minutes` within working hours, or null. */
export function suggestSlot(free: Slot[], minutes: number, zone: string, now: Date): Slot | null {
  const length = minutes * 60_000;
  const room = workingSlots(free, zone, now)
    .find(({ start, end }) => Date.parse(end) - Date.parse(start) >= length);
  return room
    ? { start: room.start, end: new Date(Date.parse(room.start) + length).toISOString() }
    : null;
}

/** The working hours of each working day from `from` to `to`; all in milliseconds since 1970. */
function workingDays(from: number, to: number, zone: string): { start: number; end: number }[] {
  const days: { start: number; end: number }[] = [];
  const first = Date.parse(toLocal(new Date(from), zone).slice(0, 10));
  const last = Date.parse(toLocal(new Date(Math.max(from, to)), zone).slice(0, 10));
  for (let day = first; day <= last; day += DAY) {
    const date = new Date(day);
    if (date.getUTCDay() === 0 || date.getUTCDay() === 6) continue;
    const at = (hour: number) =>
      readLocal(`${date.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`, zone);
    const [start, end] = [at(WORKING_HOURS.from), at(WORKING_HOURS.to)];
    if (!("instant" in start) || !("instant" in end)) continue;
    days.push({ start: start.instant.getTime(), end: end.instant.getTime() });
  }
  return days;
}

function roundUp(moment: number): number {
  return Math.ceil(moment / STEP) * STEP;
}
