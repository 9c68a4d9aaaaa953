/**
 * Questions about event types. The functions distinguish the types, and create default events only.
 *
 * @module
 */
import { changed, inserting, type Question } from "./question.ts";
import { outcomeOf } from "./side.ts";

const day = { start: { date: "2030-01-01" }, end: { date: "2030-01-02" } };
const free = { transparency: "transparent" };
const office = { type: "homeOffice", homeOffice: {} };

const typed = (about: string, fields: Record<string, unknown>) =>
  inserting(
    about,
    (event) => Object.assign(event, fields),
    ({ eventType }) => eventType,
  );

export const aboutTypes: Question[] = [
  typed("focus time", { eventType: "focusTime", focusTimeProperties: {} }),
  typed("focus time of a whole day", {
    ...day,
    eventType: "focusTime",
    focusTimeProperties: {},
  }),
  typed("an absence", { eventType: "outOfOffice", outOfOfficeProperties: {} }),
  typed("a working location", {
    ...{ ...day, ...free, eventType: "workingLocation", visibility: "public" },
    workingLocationProperties: office,
  }),
  typed("a working location that is private", {
    ...{ ...day, ...free, eventType: "workingLocation", visibility: "private" },
    workingLocationProperties: office,
  }),
  typed("a birthday", {
    ...{ ...day, ...free, eventType: "birthday", visibility: "private" },
    recurrence: ["RRULE:FREQ=YEARLY"],
  }),
  typed("a birthday that comes once", {
    ...{ ...day, ...free, eventType: "birthday", visibility: "private" },
  }),
  typed("an event from an e-mail", { eventType: "fromGmail" }),
  typed("an event of an unknown type", { eventType: "party" }),
  {
    about: "another type for an event",
    ask: async (asked) =>
      outcomeOf(
        await changed(asked, {}, { eventType: "focusTime", focusTimeProperties: {} }),
      ),
  },
];
