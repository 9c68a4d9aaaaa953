/**
 * Google's limits for an event's fields.
 * Documented: attendees (help center, 200), reminders, extended properties (guides/extended-properties),
 * attachments (25), the scheme of source.url. Assumed: the lengths of description, summary and location;
 * `deno task verify:google` compares them with Google.
 *
 * @module
 */
import { ApiError, invalid } from "./apiError.ts";
import type { EventBody } from "./eventBody.ts";

const MAX_LENGTHS = { description: 8192, summary: 1024, location: 1024 };
const MAX_ATTENDEES = 200;
const MAX_ATTACHMENTS = 25;
const MAX_REMINDERS = 5;
/** Four weeks, in minutes. */
const MAX_REMINDER_MINUTES = 40_320;
const MAX_PROPERTY_KEY = 44;
const MAX_PROPERTY_VALUE = 1024;
const MAX_PROPERTIES = 300;
const MAX_PROPERTIES_BYTES = 32 * 1024;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

export function checkTexts(body: EventBody, changed: (field: keyof EventBody) => boolean): void {
  for (const [field, most] of Object.entries(MAX_LENGTHS) as [keyof typeof MAX_LENGTHS, number][]) {
    if (changed(field) && (body[field]?.length ?? 0) > most) {
      throw invalid(`The ${field} is too long.`);
    }
  }
}

export function checkAttendees(attendees: EventBody["attendees"] = []): void {
  if (attendees.length > MAX_ATTENDEES) throw invalid("Too many attendees.");
  for (const { email, additionalGuests = 0 } of attendees) {
    if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(email)) throw invalid("Invalid attendee email.");
    if (additionalGuests < 0) throw invalid("Invalid number of additional guests.");
  }
}

export function checkReminders(
  { useDefault, overrides = [] }: NonNullable<EventBody["reminders"]>,
): void {
  if (useDefault && overrides.length > 0) {
    throw new ApiError(
      400,
      "cannotUseDefaultRemindersAndSpecifyOverride",
      "Cannot specify both default reminders and overrides at the same time.",
      { domain: "calendar" },
    );
  }
  if (overrides.length > MAX_REMINDERS) throw invalid("Too many reminder overrides.");
  for (const { method, minutes } of overrides) {
    if (method !== "email" && method !== "popup") throw invalid("Invalid reminder method.");
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > MAX_REMINDER_MINUTES) {
      throw invalid("Invalid reminder minutes.");
    }
  }
}

/** Drops longer keys and cuts longer values silently, as documented. */
export function keptProperties(properties: Record<string, string>): Record<string, string> {
  const kept = Object.entries(properties)
    .filter(([key]) => key.length <= MAX_PROPERTY_KEY)
    .map(([key, value]): [string, string] => [key, value.slice(0, MAX_PROPERTY_VALUE)]);
  if (kept.length > MAX_PROPERTIES) throw invalid("Too many extended properties.");
  const bytes = kept.reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value), 0);
  if (bytes > MAX_PROPERTIES_BYTES) throw invalid("The extended properties are too large.");
  return Object.fromEntries(kept);
}

export function checkSource(source: EventBody["source"]): void {
  if (source?.url !== undefined && !/^https?:\/\/[^\s/]/i.test(source.url)) {
    throw invalid("Invalid source URL: its scheme must be http or https.");
  }
}

export function checkAttachments(attachments: EventBody["attachments"] = []): void {
  if (attachments.length > MAX_ATTACHMENTS) throw invalid("Too many attachments.");
}
