import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, GRACE, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Query = (more?: object) => Promise<{ status: number; json: Json }>;

const day = {
  timeMin: "2027-01-15T00:00:00Z",
  timeMax: "2027-01-16T00:00:00Z",
  items: [{ id: "primary" }],
};
const hours = (from: number, to: number, more = {}) => ({
  start: { dateTime: `2027-01-15T${String(from).padStart(2, "0")}:00:00Z` },
  end: { dateTime: `2027-01-15T${String(to).padStart(2, "0")}:00:00Z` },
  ...more,
});

/** Runs a test on Ada's calendar with these events in it. */
function busyWith(events: object[], test: (query: Query, google: Google) => Promise<void>) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    for (const body of events) {
      const { status } = await api(google, access_token, "POST", PATH, { body });
      assertEquals(status, 200);
    }
    const query: Query = (more) =>
      api(google, access_token, "POST", "/freeBusy", { body: { ...day, ...more } });
    await test(query, google);
  });
}

const refused: [what: string, more: object, reason: string][] = [
  ["without an end", { timeMax: undefined }, "required"],
  ["with a time that has no offset", { timeMin: "2027-01-15T00:00:00" }, "badRequest"],
  ["whose end is its start", { timeMax: day.timeMin }, "timeRangeEmpty"],
  ["over more than three months", { timeMax: "2027-04-17T00:00:01Z" }, "timeRangeTooLong"],
  ["in an unknown zone", { timeZone: "Mars/Base" }, "invalid"],
  ["whose calendars are no list", { items: "primary" }, "invalid"],
];
for (const [what, more, reason] of refused) {
  Deno.test(
    `free/busy refuses a query ${what}`,
    busyWith([], async (query) => {
      const { status, json } = await query(more);
      assertEquals([status, reasonOf(json)], [400, reason]);
    }),
  );
}

Deno.test(
  "free/busy tells inside a 200 which calendar it could not read",
  busyWith([hours(9, 10)], async (query) => {
    const { status, json } = await query({ items: [{ id: "primary" }, { id: GRACE }] });
    assertEquals(status, 200);
    assertEquals(json.calendars.primary.busy.length, 1);
    assertEquals(json.calendars[GRACE], {
      errors: [{ domain: "global", reason: "notFound" }],
      busy: [],
    });
  }),
);

Deno.test(
  "free/busy answers fifty calendars, and an error for each beyond",
  busyWith([], async (query) => {
    const items = Array.from({ length: 51 }, (_, i) => ({ id: i === 50 ? ADA : `c${i}` }));
    const { json } = await query({ items });
    assertEquals(json.calendars.c49.errors[0].reason, "notFound");
    assertEquals(json.calendars[ADA].errors[0].reason, "tooManyCalendarsRequested");
  }),
);

Deno.test(
  "free/busy joins what overlaps or touches, and cuts at the range",
  busyWith([hours(9, 11), hours(10, 12), hours(12, 13), hours(15, 16)], async (query) => {
    const { json } = await query({
      timeMin: "2027-01-15T09:30:00Z",
      timeMax: "2027-01-15T15:30:00Z",
    });
    assertEquals(json.calendars.primary.busy, [
      { start: "2027-01-15T09:30:00Z", end: "2027-01-15T13:00:00Z" },
      { start: "2027-01-15T15:00:00Z", end: "2027-01-15T15:30:00Z" },
    ]);
  }),
);

Deno.test(
  "free/busy leaves out what is transparent, deleted, declined or without length",
  busyWith([
    hours(9, 10, { transparency: "transparent" }),
    hours(10, 11, { id: "deleted" }),
    hours(11, 12, { attendees: [{ email: ADA, responseStatus: "declined" }] }),
    hours(14, 15, { status: "tentative" }),
  ], async (query, google) => {
    const { access_token } = await connect(google);
    await api(google, access_token, "DELETE", `${PATH}/deleted`);
    google.plant(ADA, hours(13, 13));
    const { json } = await query();
    assertEquals(json.calendars.primary.busy, [
      { start: "2027-01-15T14:00:00Z", end: "2027-01-15T15:00:00Z" },
    ]);
  }),
);

Deno.test(
  "free/busy counts occurrences as they are: moved, removed and across a change of the clocks",
  busyWith([{
    id: "morning",
    start: { dateTime: "2027-03-27T09:00:00", timeZone: "Europe/London" },
    end: { dateTime: "2027-03-27T10:00:00", timeZone: "Europe/London" },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
  }], async (query, google) => {
    const { access_token } = await connect(google);
    await api(google, access_token, "DELETE", `${PATH}/morning_20270329T080000Z`);
    const { json } = await query({
      timeMin: "2027-03-27T00:00:00Z",
      timeMax: "2027-04-01T00:00:00Z",
      timeZone: "Europe/London",
    });
    assertEquals(json.calendars.primary.busy, [
      { start: "2027-03-27T09:00:00Z", end: "2027-03-27T10:00:00Z" },
      { start: "2027-03-28T09:00:00+01:00", end: "2027-03-28T10:00:00+01:00" },
    ]);
  }),
);

Deno.test(
  "free/busy takes whole days in the calendar's own zone",
  withGoogle(async (google) => {
    const { access_token } = await connect(google, GRACE);
    const body = { start: { date: "2027-01-15" }, end: { date: "2027-01-16" } };
    await api(google, access_token, "POST", PATH, { body });
    const { json } = await api(google, access_token, "POST", "/freeBusy", { body: day });
    assertEquals(json.calendars.primary.busy, [
      { start: "2027-01-15T05:00:00Z", end: "2027-01-16T00:00:00Z" },
    ]);
  }),
);
