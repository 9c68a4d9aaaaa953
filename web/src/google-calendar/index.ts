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
export { type CalendarClient, type ConnectOptions, createCalendarClient } from "./client.ts";
export { ConnectGoogleCalendar } from "./ConnectGoogleCalendar.tsx";
export { CalendarError, noAnswer, toCalendarError } from "./errors.ts";
export { AddedEvents } from "./EventAdded.tsx";
export { dateLanguage, formatDay } from "./format.ts";
export { GoogleCalendar, useGoogleCalendar } from "./GoogleCalendar.tsx";
export { Notice } from "./Notice.tsx";
export { Problem } from "./Problem.tsx";
export { browserTimeZone } from "./time.ts";
export type * from "./types.ts";
