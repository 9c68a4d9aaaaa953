/**
 * The reminder that the form offers: the calendar's own, none, or one at a time before the event.
 *
 * @module
 */
import type { CalendarEvent, Reminders } from "../google-calendar/index.ts";
import type { Texts } from "./english.ts";
import { remindersText } from "./reminders.ts";

/** `default`, `none`, `other` for several reminders, or a method and minutes: `popup:30`. */
export type ReminderChoice = string;

/** The reminders of an event as a choice. */
export function readReminders(reminders: CalendarEvent["reminders"] | undefined): ReminderChoice {
  if (!reminders || reminders.use_default) return "default";
  const [first, ...others] = reminders.overrides ?? [];
  if (!first) return "none";
  const isOne = others.length === 0 && /^(popup|email)$/.test(first.method ?? "");
  return isOne ? `${first.method}:${first.minutes ?? 0}` : "other";
}

/** The choice as a field of a request. It must not be `other`, which always stays. */
export function remindersOf(choice: ReminderChoice): Reminders {
  if (choice === "default") return { use_default: true };
  const [method, minutes] = choice.split(":");
  if (minutes === undefined) return { use_default: false, overrides: [] };
  const override = { method: method as "popup" | "email", minutes: Number(minutes) };
  return { use_default: false, overrides: [override] };
}

const OFFERED = ["popup:0", "popup:10", "popup:30", "popup:60", "popup:1440", "email:1440"];

/** What the form offers beside what the event has: choices with their texts. */
export function reminderChoices(
  read: ReminderChoice,
  event: CalendarEvent | null,
  defaults: Parameters<typeof remindersText>[1],
  texts: Texts,
  locale: string,
): [choice: ReminderChoice, text: string][] {
  const choices = new Set(["default", "none", ...OFFERED, read]);
  return [...choices].map((choice) => {
    if (choice === "other") {
      return [choice, remindersText(event?.reminders, defaults, texts, locale)];
    }
    const { use_default, overrides } = remindersOf(choice);
    const text = remindersText(
      { use_default: use_default === true, overrides: overrides ?? [] },
      defaults,
      texts,
      locale,
    );
    return [choice, text[0]!.toUpperCase() + text.slice(1)];
  });
}
