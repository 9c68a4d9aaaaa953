/**
 * Another app that lifts the one folder: its own session, its own page, nothing else of ours.
 *
 * @module
 */
import { createRoot } from "react-dom/client";
import {
  AddToCalendar,
  ConnectGoogleCalendar,
  createCalendarClient,
  GoogleCalendar,
} from "../../../web/src/google-calendar/index.ts";

const client = createCalendarClient({
  functionsUrl: "https://project.example/functions/v1",
  apikey: "publishable",
  getAccessToken: () => Promise.resolve("the-other-app's-session"),
});

createRoot(document.getElementById("root")!).render(
  <GoogleCalendar client={client} userId="somebody">
    <h1>A tiny app</h1>
    <ConnectGoogleCalendar />
    <AddToCalendar onAdded={(event) => console.log(event.id)} />
  </GoogleCalendar>,
);
