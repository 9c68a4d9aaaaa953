/**
 * Checks an event as Google does: refuses invalid fields and silently drops others. Of a change, only the
 * changed fields are checked, because a stored event may be one that Google refuses today.
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

/** Ids that a caller may choose: 5 to 1,024 base32hex characters. */
export function checkId(id: string): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid("Invalid resource id value.");
}

/** Returns the stored start and end. They may be equal only if they were equal before. */
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

/** Returns the content that Google stores. Throws `ApiError` 400 for an invalid field. */
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
