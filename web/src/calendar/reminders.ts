/**
 * Formats reminders as text.
 *
 * @module
 */
import { type CalendarEvent, fill } from "../google-calendar/index.ts";
import type { Texts } from "./english.ts";

/** One reminder of an event or a calendar. */
export interface Reminder {
  method: string | null;
  minutes: number | null;
}

/** The reminders of an event as text. `defaults` are its calendar's; null before they are loaded. */
export function remindersText(
  reminders: CalendarEvent["reminders"] | undefined,
  defaults: Reminder[] | null,
  texts: Texts,
  locale: string,
): string {
  if (reminders && !reminders.use_default) {
    return listText(reminders.overrides, texts, locale) ?? texts.noReminder;
  }
  if (defaults === null) return texts.defaultReminders;
  const own = listText(defaults, texts, locale) ?? texts.noDefaultReminder;
  return fill(texts.defaultRemindersAre, { reminders: own });
}

function listText(reminders: Reminder[], texts: Texts, locale: string): string | null {
  const all = reminders.map(({ method, minutes }) =>
    fill(minutes ? texts.reminderBefore : texts.reminderAtStart, {
      method: methodName(method, texts),
      time: duration(minutes ?? 0, locale),
    })
  );
  return all.length > 0 ? all.join(", ") : null;
}

function methodName(method: string | null, texts: Texts): string {
  if (method === "popup" || method === "email") return texts[`method_${method}`];
  return method ?? texts.method_other;
}

const UNITS: [number, string][] = [[10_080, "week"], [1440, "day"], [60, "hour"], [1, "minute"]];

function duration(minutes: number, locale: string): string {
  const [size, unit] = UNITS.find(([size]) => minutes % size === 0) ?? [1, "minute"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" })
    .format(minutes / size);
}
