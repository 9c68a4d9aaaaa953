/**
 * Values of Google's `fields` parameter: the fields of each answer that this project reads. Google leaves
 * out all others, whatever other people have put into them.
 * https://developers.google.com/workspace/calendar/api/guides/performance#partial
 *
 * @module
 */
import { GOOGLES_PLAIN_NAMES } from "./plainFields.ts";

/** The fields of an event that `toCalendarEvent` reads. */
export const EVENT_FIELDS = [
  "id",
  "status",
  "htmlLink",
  "etag",
  "eventType",
  "summary",
  ...GOOGLES_PLAIN_NAMES,
  "start",
  "end",
  "recurrence",
  "organizer(email,displayName,self)",
  "attendees(email,optional,displayName,responseStatus,comment,self,organizer,resource)",
  "attendeesOmitted",
  "reminders",
  "created",
  "updated",
  "recurringEventId",
  "originalStartTime",
  "extendedProperties/private",
  "hangoutLink",
  "conferenceData(createRequest/status,entryPoints)",
].join(",");

/** The fields of a page that `listEvents` reads. */
export const PAGE_FIELDS = `kind,nextPageToken,timeZone,defaultReminders,items(${EVENT_FIELDS})`;

/** The fields of occurrences that are needed to count them: 2,500 whole occurrences can be 150 MB. */
export const OCCURRENCE_FIELDS = "nextPageToken,items(originalStartTime)";

/** The fields of a list of calendars that `listCalendars` reads. */
export const CALENDAR_LIST_FIELDS =
  "kind,nextPageToken,items(id,summary,summaryOverride,description," +
  "timeZone,backgroundColor,accessRole,primary,selected,defaultReminders,conferenceProperties)";

/** The fields of a list of events that say what calendar it is. */
export const CALENDAR_FIELDS = "kind,summary,description,timeZone,accessRole,defaultReminders";

/** The fields of an event that say when it is, and what it is. */
const TIME_FIELDS = [
  "id",
  "status",
  "htmlLink",
  "etag",
  "eventType",
  "iCalUID",
  "visibility",
  "transparency",
  "colorId",
  "start",
  "end",
  "recurrence",
  "created",
  "updated",
  "recurringEventId",
  "originalStartTime",
  "extendedProperties/private",
];

/** The fields of an event whose times alone are mirrored. */
const TIMES_ONLY_FIELDS = [...TIME_FIELDS, "attendees(self,responseStatus)"].join(",");

/** The fields of an event that a row of the mirror has. */
const ROW_FIELDS = [
  ...TIME_FIELDS,
  "summary",
  "description",
  "location",
  "organizer(email)",
  "attendees(email,optional,displayName,responseStatus,comment,self,organizer,resource)",
  "hangoutLink",
  "conferenceData(entryPoints)",
].join(",");

/** The fields of a page that the mirror reads. */
export function mirrorFields({ timesOnly }: { timesOnly: boolean }): string {
  const fields = timesOnly ? TIMES_ONLY_FIELDS : ROW_FIELDS;
  return `kind,nextPageToken,nextSyncToken,timeZone,items(${fields})`;
}
