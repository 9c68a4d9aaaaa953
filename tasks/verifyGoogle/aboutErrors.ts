/**
 * Questions about error reasons, because the functions decide by reason and not by status.
 *
 * @module
 */
import { anEvent, events, newId, type Question } from "./question.ts";
import { calendar, outcomeOf } from "./side.ts";

const HOUR = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();

/** A question about an event that Google should refuse. */
function refused(about: string, change: (event: Record<string, unknown>) => void): Question {
  return {
    about,
    ask: async (asked) => {
      const body = anEvent(newId());
      change(body);
      return outcomeOf(await events(asked, "POST /", { body }));
    },
  };
}

const freeBusy = (about: string, days: number, calendarId: string): Question => ({
  about,
  ask: async ({ side, organizer }) => {
    const body = {
      timeMin: at(Date.now()),
      timeMax: at(Date.now() + days * 24 * HOUR),
      items: [{ id: calendarId }],
    };
    const answer = await calendar(side, organizer.accessToken, "POST /freeBusy", { body });
    const errors = Object.values(answer.json?.calendars ?? {})
      .flatMap((one) => (one as { errors?: { reason: string }[] }).errors ?? []);
    return [outcomeOf(answer), ...errors.map(({ reason }) => reason)].join(" ");
  },
});

const as = (about: string, route: string, accessToken?: string): Question => ({
  about,
  ask: async ({ side, organizer }) =>
    outcomeOf(await calendar(side, accessToken ?? organizer.accessToken, route)),
});

export const aboutErrors: Question[] = [
  as("an access token that never was", "GET /calendars/primary/events", "dud"),
  as("an event that never was", `GET /calendars/primary/events/${newId()}`),
  as("a calendar that never was", "GET /calendars/nobody@example.invalid/events"),
  as("an invalid time in a list", "GET /calendars/primary/events?timeMin=yesterday"),
  refused("an event that ends before it starts", (event) => {
    [event.start, event.end] = [event.end, event.start];
  }),
  refused("an event without an end", (event) => delete event.end),
  refused("an event of a date and a time", (event) => event.end = { date: "2030-01-01" }),
  refused("an invalid zone", (event) => {
    event.start = { dateTime: "2030-01-01T09:00:00", timeZone: "Mars/Base" };
    event.end = { dateTime: "2030-01-01T10:00:00", timeZone: "Mars/Base" };
  }),
  refused(
    "a recurrence without a zone",
    (event) => event.recurrence = ["RRULE:FREQ=DAILY;COUNT=2"],
  ),
  refused("an invalid recurrence", (event) => {
    event.start = { dateTime: "2030-01-01T09:00:00", timeZone: "Europe/Berlin" };
    event.end = { dateTime: "2030-01-01T10:00:00", timeZone: "Europe/Berlin" };
    event.recurrence = ["RRULE:FREQ=SOMETIMES"];
  }),
  refused("an id of other letters", (event) => event.id = "UPPER-CASE"),
  freeBusy("free/busy of a calendar that never was", 1, "nobody@example.invalid"),
  freeBusy("free/busy over half a year", 180, "primary"),
];
