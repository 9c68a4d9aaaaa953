/**
 * Questions about series: cases that RFC 5545 leaves open, and reported differences between Google and RFC 5545.
 *
 * @module
 */
import { anEvent, events, newId, type Question } from "./question.ts";
import { outcomeOf } from "./side.ts";

const ZONE = "Europe/Berlin";
const YEAR = new Date().getUTCFullYear() + 2;
/** The first Monday of March: before the clocks go forward. */
const MONDAY = (() => {
  const first = new Date(Date.UTC(YEAR, 2, 1));
  return new Date(Date.UTC(YEAR, 2, 1 + (8 - first.getUTCDay()) % 7));
})();
/** The last Saturday of March: the next night the clocks go forward. */
const SATURDAY = new Date(Date.UTC(YEAR, 2, 31 - new Date(Date.UTC(YEAR, 2, 31)).getUTCDay() - 1));

const DAY = 86_400_000;
const dateOf = (from: Date, days = 0) =>
  new Date(from.getTime() + days * DAY).toISOString().slice(0, 10);
/** Formats a day for a recurrence line. */
const day = (days: number, time = "") => dateOf(MONDAY, days).replaceAll("-", "") + time;

/** Inserts a series at 09:00. Returns the outcome and the days of its occurrences. */
function series(
  about: string,
  recurrence: string[],
  { from = MONDAY, time = "09:00", wholeDays = false } = {},
): Question {
  const local = (clock: string) => ({ dateTime: `${dateOf(from)}T${clock}:00`, timeZone: ZONE });
  const [hour, minute] = time.split(":");
  const later = `${String(Number(hour) + 1).padStart(2, "0")}:${minute}`;
  const times = wholeDays
    ? { start: { date: dateOf(from) }, end: { date: dateOf(from, 1) } }
    : { start: local(time), end: local(later) };
  return {
    about,
    ask: async (asked) => {
      const id = newId();
      const body = { ...anEvent(id), ...times, recurrence };
      const inserted = await events(asked, "POST /", { body });
      if (inserted.status !== 200) return outcomeOf(inserted);
      const query = `timeZone=${ZONE}&maxResults=10`;
      const { json } = await events(asked, `GET /${id}/instances`, { query });
      const found = (json.items ?? []).map(({ start }: { start: Record<string, string> }) => {
        const text = start.date ?? start.dateTime ?? "";
        const days = (Date.parse(text.slice(0, 10)) - Date.parse(dateOf(from))) / DAY;
        return `${days}${text.slice(10, 16)}`;
      });
      return `200 ${found.join(" ")}`;
    },
  };
}

export const aboutSeries: Question[] = [
  series("a series of dates alone", [`RDATE;TZID=${ZONE}:${day(2, "T090000")}`]),
  series("a series of left out dates alone", [`EXDATE;TZID=${ZONE}:${day(0, "T090000")}`]),
  series("a series with COUNT=0", ["RRULE:FREQ=DAILY;COUNT=0"]),
  series("a series with a count and an end", [
    `RRULE:FREQ=DAILY;COUNT=2;UNTIL=${day(3, "T235959Z")}`,
  ]),
  series("a series with a left out rule", [
    "RRULE:FREQ=DAILY;COUNT=4",
    "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2",
  ]),
  series("a series with two rules", [
    "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2",
    "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2",
  ]),
  series("a series in small letters", ["rrule:freq=daily;count=2"]),
  series("a series with a rule that never comes", ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]),
  series("a start that its rule does not contain", ["RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2"]),
  series("a date after the end of its rule", [
    `RRULE:FREQ=DAILY;UNTIL=${day(1, "T235959Z")}`,
    `RDATE;TZID=${ZONE}:${day(4, "T090000")}`,
  ]),
  series("a date before the start", [
    "RRULE:FREQ=DAILY;COUNT=2",
    `RDATE;TZID=${ZONE}:${day(-2, "T090000")}`,
  ]),
  series("a period among the dates", [
    `RDATE;VALUE=PERIOD;TZID=${ZONE}:${day(2, "T090000")}/PT3H`,
  ]),
  series("an end that is a date, in a series with times", [
    `RRULE:FREQ=DAILY;UNTIL=${day(2)}`,
  ]),
  series("an end with a time, in a series of whole days", [
    `RRULE:FREQ=DAILY;UNTIL=${day(2, "T000000Z")}`,
  ], { wholeDays: true }),
  series("a left out date without a time, in a series with times", [
    "RRULE:FREQ=DAILY;COUNT=3",
    `EXDATE;VALUE=DATE:${day(1)}`,
  ]),
  series("a date without a time, in a series with times", [`RDATE;VALUE=DATE:${day(2)}`]),
  series("an occurrence at a time that the clocks skip", ["RRULE:FREQ=DAILY;COUNT=3"], {
    from: SATURDAY,
    time: "02:30",
  }),
  {
    about: "a removed occurrence in a list of whole series",
    ask: async (asked) => {
      const id = newId();
      const start = dateOf(MONDAY);
      const at = (time: string) => ({ dateTime: `${start}T${time}:00`, timeZone: "UTC" });
      const recurrence = ["RRULE:FREQ=DAILY;COUNT=2"];
      const body = { ...anEvent(id), start: at("09:00"), end: at("10:00"), recurrence };
      await events(asked, "POST /", { body });
      await events(asked, `DELETE /${id}_${start.replaceAll("-", "")}T090000Z`);
      const query = `singleEvents=false&timeMin=${start}T00:00:00Z&timeMax=${start}T23:00:00Z`;
      const { json } = await events(asked, "GET /", { query });
      const stub = json.items?.find((item: Record<string, unknown>) =>
        item.recurringEventId === id
      );
      return stub ? `${stub.status} ${Object.keys(stub).sort().join(" ")}` : "none";
    },
  },
];
