/**
 * Google Calendar for a React app. Wrap the pages in `<GoogleCalendar>`, show
 * `<ConnectGoogleCalendar />` and `<AddToCalendar />`, and load `google-calendar.css`. This folder
 * needs React and nothing else.
 *
 * @module
 */
export { AddToCalendar } from "./AddToCalendar.tsx";
export { isAuthError } from "./arrival.ts";
export { ArrivalNotice } from "./ArrivalNotice.tsx";
export { Button } from "./Button.tsx";
export { CalendarError, createCalendarClient, noAnswer, toCalendarError } from "./client.ts";
export { ConnectGoogleCalendar } from "./ConnectGoogleCalendar.tsx";
export { PlaceAndNotes, TimeFields, TitleField } from "./CommonFields.tsx";
export { forgetDraft } from "./draft.ts";
export { AddedEvents, EventLink, EventList } from "./EventAdded.tsx";
export {
  type EventErrors,
  type EventForm,
  type EventValues,
  isAnyTouched,
  isTouched,
  typedTimes,
  untouchedForm,
} from "./eventForm.ts";
export { changedTexts, changedTimes, checkEvent, newEvent } from "./eventRequest.ts";
export { readTimes, setValue } from "./eventTimes.ts";
export { Field } from "./Field.tsx";
export { dateLanguage, formatDay, formatEventTime, formatZone } from "./format.ts";
export { GoogleCalendar, useGoogleCalendar } from "./GoogleCalendar.tsx";
export { Notice } from "./Notice.tsx";
export { Problem } from "./Problem.tsx";
export { nextHour, type Span, spanFields, spanOf } from "./span.ts";
export type { Submission } from "./submission.ts";
export { workingSlots } from "./suggest.ts";
export { addDays, browserTimeZone, readLocal, toLocal } from "./time.ts";
export { useDraft, useSubmission } from "./useSubmission.ts";
export type * from "./client.ts";
