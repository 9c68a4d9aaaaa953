/**
 * The fields of Google's answers that are read, as Google's `fields` parameter takes them: others, and
 * what other people put into them, are not sent.
 * https://developers.google.com/workspace/calendar/api/guides/performance#partial
 *
 * @module
 */
import { GOOGLES_PLAIN_NAMES } from "./plainFields.ts";

/** What `toCalendarEvent` reads of an event. */
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

/** What `listEvents` reads of a page. */
export const PAGE_FIELDS = `kind,nextPageToken,timeZone,defaultReminders,items(${EVENT_FIELDS})`;

/** What is read of a series' occurrences to count them: 2,500 whole ones can be 150 MB. */
export const OCCURRENCE_FIELDS = "nextPageToken,items(originalStartTime)";
