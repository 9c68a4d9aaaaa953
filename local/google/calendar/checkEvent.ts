/**
 * What Google refuses in an event, and what it silently drops. A change is checked in what it changes:
 * what is stored may be what Google would not take today.
 * Sources: Calendar v3 reference, Events; guides/errors; guides/extended-properties.
 *
 * @module
 */
import { invalid, timeRangeEmpty } from "./apiError.ts";
import type { EventBody } from "./eventBody.ts";
import { checkRange, checkTime, millisOf } from "./eventTime.ts";
import {
  checkAttachments,
  checkAttendees,
  checkReminders,
  checkSource,
  checkTexts,
  keptProperties,
} from "./limits.ts";
import type { Content } from "./model.ts";
import { checkRecurrence } from "./recurrence.ts";
import { sameJson } from "./sameJson.ts";

/** Ids the caller may choose: base32hex characters, 5 to 1,024 of them. */
export function checkId(id: string): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid("Invalid resource id value.");
}

/** Start and end as they are kept. One moment is no time for an event, unless it stands there already. */
function checkTimes(body: EventBody, before: Content | undefined): Pick<Content, "start" | "end"> {
  const recurring = (body.recurrence?.length ?? 0) > 0;
  const kept = (which: "start" | "end") =>
    before && sameJson(body[which], before[which])
      ? before[which]
      : checkTime(body[which], which, recurring);
  const [start, end] = [kept("start"), kept("end")];
  const as = (content: Pick<Content, "start" | "end">) =>
    [content.start, content.end].map((time) => [time.date, millisOf(time, "UTC")]);
  if (before && sameJson(as({ start, end }), as(before))) return { start, end };
  checkRange(start, end);
  if (millisOf(start, "UTC") === millisOf(end, "UTC")) throw timeRangeEmpty();
  return { start, end };
}

function checkProperties(content: Content, changed: boolean): void {
  const { private: own, shared } = content.extendedProperties ?? {};
  if (!changed || !(own || shared)) return;
  content.extendedProperties = {
    ...(own ? { private: keptProperties(own) } : {}),
    ...(shared ? { shared: keptProperties(shared) } : {}),
  };
}

/** An event's content as Google keeps it. Throws `ApiError` 400 for what it refuses. */
export function checkEvent(body: EventBody, before?: Content): Content {
  const { id: _id, iCalUID: _uid, status: _status, attendeesOmitted: _omitted, ...fields } = body;
  const changed = (field: keyof EventBody) =>
    !before || !sameJson(body[field], (before as EventBody)[field]);
  const content: Content = { ...fields, ...checkTimes(body, before) };
  if (!content.recurrence?.length) delete content.recurrence;
  else if (changed("recurrence")) checkRecurrence(content);
  checkTexts(body, changed);
  if (changed("attendees")) checkAttendees(fields.attendees);
  if (changed("attachments")) checkAttachments(fields.attachments);
  if (changed("source")) checkSource(fields.source);
  if (changed("colorId") && !/^([1-9]|1[01])$/.test(fields.colorId ?? "1")) {
    throw invalid("Invalid color id value.");
  }
  content.reminders = fields.reminders ?? { useDefault: true };
  if (changed("reminders")) checkReminders(content.reminders);
  checkProperties(content, changed("extendedProperties"));
  return content;
}
