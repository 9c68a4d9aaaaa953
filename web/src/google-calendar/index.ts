/**
 * Google Calendar for a React app. Wrap the pages in `<GoogleCalendar>`, and show
 * `<ConnectGoogleCalendar />` and `<AddToCalendar />`. This folder needs React, 18 or 19, and nothing
 * else. Its styles come with it.
 *
 * Imports have no extension, because Next.js and Vite agree on that form alone.
 *
 * @module
 */
import "./google-calendar.css";

export { isAnyConnected, isConnected } from "./accounts";
export { AddToCalendar } from "./AddToCalendar";
export { ArrivalNotice } from "./ArrivalNotice";
export { Button } from "./Button";
export { isShown, keepShown, readShown } from "./calendarChoice";
export { type CalendarRef, eventKey, refFields, refFrom, refKey, refOf } from "./calendarRef";
export { CalendarSelect } from "./CalendarSelect";
export {
  CalendarError,
  createCalendarClient,
  isAuthError,
  newIdempotencyKey,
  noAnswer,
  readArrival,
  toCalendarError,
  withoutArrival,
} from "./client";
export { ConnectGoogleCalendar } from "./ConnectGoogleCalendar";
export { PlaceAndNotes, TimeFields, TitleField } from "./CommonFields";
export { forgetDraft } from "./draft";
export { AddedEvents, EventLink, EventList } from "./EventAdded";
export {
  type EventErrors,
  type EventForm,
  type EventValues,
  isAnyTouched,
  isTouched,
  typedTimes,
  untouchedForm,
} from "./eventForm";
export { changedTexts, changedTimes, checkEvent, newEvent } from "./eventRequest";
export { readTimes, setValue } from "./eventTimes";
export { Field } from "./Field";
export { english, type Messages } from "./english";
export { german } from "./german";
export { dateLanguage, formatDay, formatEventTime, formatZone } from "./format";
export { findFreeTimes, mergeFreeTimes } from "./freeTime";
export { GoogleCalendar, useGoogleCalendar } from "./GoogleCalendar";
export { fill } from "./fill";
export { GoogleButton } from "./GoogleButton";
export { Filled, useLanguage } from "./Language";
export { Notice } from "./Notice";
export { Problem } from "./Problem";
export { nextHour, type Span, spanFields, spanOf } from "./span";
export type { Submission } from "./submission";
export { WORKING_HOURS, workingSlots } from "./suggest";
export { addDays, browserTimeZone, readLocal, toLocal } from "./time";
export { useCalendarChoice } from "./useCalendarChoice";
export { useCalendars } from "./useCalendars";
export { useDraft, useSubmission } from "./useSubmission";
export type * from "./client";
