/**
 * What Google refuses in an event, and what it silently drops.
 * Sources: Calendar v3 reference, Events; guides/errors; guides/extended-properties.
 *
 * @module
 */
import { ApiError, invalid } from "./apiError.ts";
import type { EventBody } from "./eventBody.ts";
import { checkRange, checkTime } from "./eventTime.ts";
import type { Content } from "./model.ts";
import { checkRecurrence } from "./recurrence.ts";

const MAX_ATTENDEES = 200;
const MAX_REMINDERS = 5;
/** Four weeks. */
const MAX_REMINDER_MINUTES = 40_320;
const MAX_PROPERTY_KEY = 44;
const MAX_PROPERTY_VALUE = 1024;
const MAX_PROPERTIES = 300;

/** Ids the caller may choose: base32hex characters, 5 to 1,024 of them. */
export function checkId(id: string): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid("Invalid resource id value.");
}

function checkAttendees(attendees: EventBody["attendees"] = []): void {
  if (attendees.length > MAX_ATTENDEES) throw invalid("Too many attendees.");
  for (const { email } of attendees) {
    if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(email)) throw invalid("Invalid attendee email.");
  }
}

function checkReminders({ useDefault, overrides = [] }: NonNullable<EventBody["reminders"]>): void {
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

/** Longer keys are dropped, longer values cut, without a word: so it is documented. */
function keptProperties(properties: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(properties).filter(([key]) => key.length <= MAX_PROPERTY_KEY);
  if (kept.length > MAX_PROPERTIES) throw invalid("Too many extended properties.");
  return Object.fromEntries(kept.map(([key, value]) => [key, value.slice(0, MAX_PROPERTY_VALUE)]));
}

/** An event's content as Google keeps it. Throws `ApiError` 400 for what it refuses. */
export function checkEvent(body: EventBody): Content {
  const { id: _id, iCalUID: _uid, status: _status, attendeesOmitted: _omitted, ...fields } = body;
  const recurring = (fields.recurrence?.length ?? 0) > 0;
  const start = checkTime(fields.start, "start", recurring);
  const end = checkTime(fields.end, "end", recurring);
  checkRange(start, end);
  const content: Content = { ...fields, start, end };
  if (recurring) checkRecurrence(content);
  else delete content.recurrence;
  checkAttendees(fields.attendees);
  if (fields.reminders) checkReminders(fields.reminders);
  if (fields.colorId !== undefined && !/^([1-9]|1[01])$/.test(fields.colorId)) {
    throw invalid("Invalid color id value.");
  }
  const { private: own, shared } = fields.extendedProperties ?? {};
  if (own || shared) {
    content.extendedProperties = {
      ...(own ? { private: keptProperties(own) } : {}),
      ...(shared ? { shared: keptProperties(shared) } : {}),
    };
  }
  return content;
}
