/**
 * Questions about maximum lengths and numbers, and about refused times and reminders.
 *
 * @module
 */
import { anEvent, changed, events, inserting, newId, type Question } from "./question.ts";
import { outcomeOf } from "./side.ts";

const lengthOf = (field: string) => (event: Record<string, string>) => event[field]?.length;

/** Asks about a text of this length and a text that is longer by one. */
function longest(field: string, length: number): Question[] {
  return [length, length + 1].map((long) =>
    inserting(
      `a ${field} of ${long} characters`,
      (event) => event[field] = "x".repeat(long),
      lengthOf(field),
    )
  );
}

const properties = (count: number, length: number) => ({
  private: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`k${i}`, "v".repeat(length)]),
  ),
});
const popups = (...minutes: number[]) => ({
  useDefault: false,
  overrides: minutes.map((minute) => ({ method: "popup", minutes: minute })),
});
// deno-lint-ignore no-explicit-any -- the JSON of any response
const kept = (event: any) => {
  const entries = Object.entries(event.extendedProperties?.private ?? {});
  return `${entries.length} ${Math.max(0, ...entries.map(([, value]) => String(value).length))}`;
};

export const aboutLimits: Question[] = [
  ...longest("description", 8192),
  ...longest("summary", 1024),
  ...longest("location", 1024),
  inserting(
    "a property of 1,025 characters",
    (event) => event.extendedProperties = properties(1, 1025),
    kept,
  ),
  inserting("300 properties", (event) => event.extendedProperties = properties(300, 1), kept),
  inserting("301 properties", (event) => event.extendedProperties = properties(301, 1), kept),
  inserting(
    "properties of more than 32 kB",
    (event) => event.extendedProperties = properties(33, 1000),
    kept,
  ),
  inserting(
    "201 guests",
    (event) =>
      event.attendees = Array.from({ length: 201 }, (_, i) => ({ email: `g${i}@example.com` })),
  ),
  inserting("six reminders", (event) => event.reminders = popups(1, 2, 3, 4, 5, 6)),
  inserting("a reminder of 40,321 minutes", (event) => event.reminders = popups(40_321)),
  inserting(
    "a source that is a script",
    (event) => event.source = { title: "x", url: "javascript:alert(1)" },
  ),
  inserting("a twelfth colour", (event) => event.colorId = "12"),
  inserting("an event whose end is its start", (event) => event.end = event.start),
  inserting(
    "a time to the minute",
    (event) => event.start = { dateTime: new Date().toISOString().slice(0, 16) + "Z" },
  ),
  inserting("a zone in small letters", (event) => {
    event.start = { dateTime: "2030-01-01T09:00:00", timeZone: "europe/berlin" };
    event.end = { dateTime: "2030-01-01T10:00:00", timeZone: "europe/berlin" };
  }, (event) => event.start.timeZone),
  inserting("a zone by an old name", (event) => {
    event.start = { dateTime: "2030-01-01T09:00:00", timeZone: "US/Pacific" };
    event.end = { dateTime: "2030-01-01T10:00:00", timeZone: "US/Pacific" };
  }, (event) => event.start.timeZone),
  {
    about: "a change that makes the end the start",
    ask: async (asked) => {
      const { start } = anEvent(newId());
      return outcomeOf(await changed(asked, {}, { start, end: start }));
    },
  },
  {
    about: "default reminders beside stored ones",
    ask: async (asked) =>
      outcomeOf(
        await changed(asked, { reminders: popups(5) }, { reminders: { useDefault: true } }),
      ),
  },
  {
    about: "default reminders in place of stored ones",
    ask: async (asked) => {
      const reminders = { useDefault: true, overrides: null };
      const { status, json } = await changed(asked, { reminders: popups(5) }, { reminders });
      return `${status} ${JSON.stringify(json.reminders)}`;
    },
  },
  {
    about: "reminders of an event with default ones",
    ask: async (asked) =>
      outcomeOf(await changed(asked, {}, { reminders: { overrides: popups(5).overrides } })),
  },
  ...[
    "timeMin=2030-01-01T00:00Z",
    "timeMin=2030-01-02T00:00:00Z&timeMax=2030-01-01T00:00:00Z",
    ...["pageToken=dud", "maxResults=0", "maxAttendees=0", "eventTypes=party", "fields=titel"],
    "timeZone=Mars/Base",
  ].map((query): Question => ({
    about: `a list with ${query.replaceAll("&", " and ")}`,
    ask: async (asked) => {
      const answer = await events(asked, "GET /", { query });
      const { location, locationType } = answer.json?.error?.errors?.[0] ?? {};
      return `${outcomeOf(answer)} ${location} ${locationType}`;
    },
  })),
];
