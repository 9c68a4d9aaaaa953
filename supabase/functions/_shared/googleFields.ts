/**
 * The fields of Google's answers that are read, as Google's `fields` parameter takes them: others, and
 * what other people put into them, are not sent.
 * https://developers.google.com/workspace/calendar/api/guides/performance#partial
 *
 * @module
 */

/** What `toCalendarEvent` reads of an event. */
export const EVENT_FIELDS = [
  "id",
  "status",
  "htmlLink",
  "etag",
  "summary",
  "description",
  "location",
  "start",
  "end",
  "recurrence",
  "attendees(email,optional,displayName)",
  "reminders",
  "visibility",
  "transparency",
  "colorId",
  "created",
  "updated",
  "recurringEventId",
  "extendedProperties/private",
  "hangoutLink",
  "conferenceData(createRequest/status,entryPoints(entryPointType,uri))",
].join(",");

/** What `listEvents` reads of a page. */
export const PAGE_FIELDS = `kind,nextPageToken,timeZone,items(${EVENT_FIELDS})`;
