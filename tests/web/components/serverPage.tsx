/**
 * The components as a server renders them.
 *
 * @module
 */
import { renderToString } from "react-dom/server";
import {
  AddedEvents,
  AddToCalendar,
  ConnectGoogleCalendar,
  createCalendarClient,
  german,
  GoogleCalendar,
} from "../../../web/src/google-calendar/index.ts";

const never = () => Promise.reject(new Error("a server asks for nothing"));
const client = createCalendarClient({
  functionsUrl: "https://project.example/functions/v1",
  apikey: "publishable",
  getAccessToken: never,
  fetch: never,
});

export const html = renderToString(
  <GoogleCalendar client={client} userId="somebody" messages={german} locale="de">
    <ConnectGoogleCalendar />
    <AddToCalendar />
    <AddedEvents />
  </GoogleCalendar>,
);
