/**
 * Formats reminders as text.
 *
 * @module
 */
import type { CalendarEvent } from "../google-calendar/index.ts";

/** One reminder of an event or a calendar. */
export interface Reminder {
  method: string | null;
  minutes: number | null;
}

/** The reminders of an event as text. `defaults` are its calendar's; null before they are loaded. */
export function remindersText(
  reminders: CalendarEvent["reminders"] | undefined,
  defaults: Reminder[] | null,
): string {
  if (reminders && !reminders.use_default) return listText(reminders.overrides) ?? "None";
  if (defaults === null) return "Calendar default";
  const text = listText(defaults);
  return `Calendar default (${text ?? "none"})`;
}

function listText(reminders: Reminder[]): string | null {
  const texts = reminders.map(({ method, minutes }) =>
    `${METHODS[method ?? ""] ?? method ?? "reminder"} ${minutes ? before(minutes) : "at the start"}`
  );
  return texts.length > 0 ? texts.join(", ") : null;
}

const METHODS: Record<string, string> = { popup: "notification", email: "e-mail" };

const UNITS: [number, string][] = [[10_080, "week"], [1440, "day"], [60, "hour"], [1, "minute"]];

function before(minutes: number): string {
  const [size, unit] = UNITS.find(([size]) => minutes % size === 0) ?? [1, "minute"];
  const amount = new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" })
    .format(minutes / size);
  return `${amount} before`;
}
