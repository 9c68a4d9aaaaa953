/**
 * Checks events of the types beside meetings: birthdays, focus time, absences, working locations, and
 * events that Google made from an e-mail. States which shape each type must have and which fields can change.
 * Sources: Calendar v3 reference, Events (eventType); guides/event-types; guides/calendar-status. The
 * error reasons are assumptions: `deno task verify:google` compares them with Google.
 *
 * @module
 */
import { isPrimary, type World } from "../world.ts";
import { ApiError } from "./apiError.ts";
import { millisOf } from "./eventTime.ts";
import { EVENT_TYPES, type EventType } from "./eventTypeFields.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";
import { sameJson } from "./sameJson.ts";

const refused = (message: string) =>
  new ApiError(400, "eventTypeRestriction", message, { domain: "calendar" });

/** Returns an error such as `malformedFocusTimeEvent`. */
function malformed(type: EventType, message: string): ApiError {
  const name = type.charAt(0).toUpperCase() + type.slice(1);
  return new ApiError(400, `malformed${name}Event`, message, { domain: "calendar" });
}

const propertiesOf = (type: EventType) => `${type}Properties` as keyof Content;

function days({ start, end }: Content): number {
  const first = Temporal.PlainDate.from(start.date!);
  return first.until(Temporal.PlainDate.from(end.date!)).days;
}

function checkBirthday(content: Content): void {
  const { start, recurrence = [], visibility, transparency, birthdayProperties } = content;
  const bad = (message: string) => malformed("birthday", message);
  if (!start.date || days(content) !== 1) throw bad("A birthday must be one whole day.");
  const [rule = "", ...more] = recurrence;
  if (more.length > 0 || !/^RRULE:FREQ=YEARLY(;|$)/.test(rule)) {
    throw bad("A birthday must recur every year.");
  }
  if (visibility !== "private") throw bad("A birthday must be private.");
  if (transparency !== "transparent") throw bad("A birthday must be transparent.");
  if (birthdayProperties?.type && birthdayProperties.type !== "birthday") {
    throw bad("Only events of the type birthday can be created.");
  }
  if (content.attendees?.length) throw bad("A birthday cannot have attendees.");
}

function checkStatus(type: EventType, content: Content): void {
  const bad = (message: string) => malformed(type, message);
  if (!content[propertiesOf(type)]) throw bad(`The event must have ${propertiesOf(type)}.`);
  if (type !== "workingLocation") {
    if (content.start.date) throw bad("The event cannot be a whole day.");
    if (content.transparency === "transparent") throw bad("The event must be opaque.");
    return;
  }
  if (!content.workingLocationProperties?.type) throw bad("A working location must have a type.");
  if (content.start.date && days(content) !== 1) throw bad("A working location is one whole day.");
  if (content.visibility !== "public" || content.transparency !== "transparent") {
    throw bad(
      "A working location event must have a visibility setting of public and transparency setting of transparent.",
    );
  }
}

/** The fields that can change in an event that Google made from an e-mail. */
const GMAIL_FIELDS = [
  "attendees",
  "colorId",
  "extendedProperties",
  "reminders",
  "transparency",
  "visibility",
];
/** The fields that can change in a birthday. */
const BIRTHDAY_FIELDS = ["colorId", "end", "recurrence", "reminders", "start", "summary"];

function checkChange(type: EventType, content: Content, before: Content): void {
  const own = type === "fromGmail" ? GMAIL_FIELDS : type === "birthday" ? BIRTHDAY_FIELDS : null;
  if (!own) return;
  const fields = Object.keys({ ...before, ...content }) as (keyof Content)[];
  const moments = ({ start, end }: Content) =>
    [start, end].map((time) => [time.date, millisOf(time, "UTC")]);
  const stays = (field: keyof Content) =>
    field === "start" || field === "end"
      ? sameJson(moments(content), moments(before))
      : sameJson(content[field], before[field]);
  const foreign = fields.find((field) => !own.includes(field) && !stays(field));
  if (foreign) throw refused(`The field ${foreign} cannot be changed for this event type.`);
}

/**
 * Returns the content with the properties of its own type only. Throws 400 for a shape or a change that
 * the type does not allow.
 */
export function checkEventType(
  world: World,
  calendar: Calendar,
  content: Content,
  before?: StoredEvent,
): Content {
  const was = before?.content.eventType ?? (before ? "default" : undefined);
  const type = content.eventType ?? was ?? "default";
  if (was && type !== was) throw refused("Event type cannot be changed.");
  const kept: Content = { ...content, eventType: type };
  for (const other of EVENT_TYPES) if (other !== type) delete kept[propertiesOf(other)];
  if (type === "default") return kept;
  if (before && type === "birthday") kept.birthdayProperties = before.content.birthdayProperties;
  if (before) checkChange(type, kept, before.content);
  if (type === "fromGmail") {
    if (before) return kept;
    throw refused("Events of the type fromGmail cannot be created.");
  }
  if (!isPrimary(world, calendar) && !before) {
    throw refused("Events of this type can only be created on primary calendars.");
  }
  // An occurrence is checked like its series, but does not recur.
  const whole = before?.occurrence ? { ...kept, recurrence: ["RRULE:FREQ=YEARLY"] } : kept;
  if (type === "birthday") {
    kept.birthdayProperties ??= { type: "birthday" };
    if (!before || !sameJson(before.content, kept)) checkBirthday(whole);
  } else if (!before || !sameJson(before.content, kept)) checkStatus(type, whole);
  return kept;
}
