/**
 * Google Calendar for a React app: wrap the pages in `<GoogleCalendar>`, show
 * `<ConnectGoogleCalendar />` and `<AddToCalendar />`, load `google-calendar.css`. This folder needs
 * React and nothing else of this app.
 *
 * @module
 */
export { AddToCalendar } from "./AddToCalendar.tsx";
export { isAuthError } from "./arrival.ts";
export { ArrivalNotice } from "./ArrivalNotice.tsx";
export { Button } from "./Button.tsx";
export { CalendarError, createCalendarClient, noAnswer, toCalendarError } from "./client.ts";
export { ConnectGoogleCalendar } from "./ConnectGoogleCalendar.tsx";
export { type Draft, forgetDraft, keepDraft, readDraft } from "./draft.ts";
export { AddedEvents, EventLink, EventList } from "./EventAdded.tsx";
export { PlaceAndNotes, TimeFields, TitleField } from "./eventFields.tsx";
export { Field } from "./Field.tsx";
export { dateLanguage, formatDay, formatEventTime, formatZone } from "./format.ts";
export { GoogleCalendar, useGoogleCalendar } from "./GoogleCalendar.tsx";
export { Notice } from "./Notice.tsx";
export { Problem } from "./Problem.tsx";
export { suggestSlot, workingSlots } from "./suggest.ts";
export { type Submission, submissionOf } from "./submission.ts";
export {
  browserTimeZone,
  moveEnd,
  nextFullHour,
  readLocal,
  toLocal,
  toLocalExact,
} from "./time.ts";
export type * from "./client.ts";
