/**
 * The emulator's answers have the types that Google publishes. Checked by the compiler: see
 * `deno task check`.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { calendar_v3 } from "@googleapis/calendar";
import type { getEntry, listCalendars } from "../../local/google/calendar/calendarList.ts";
import type { queryFreeBusy } from "../../local/google/calendar/freeBusy.ts";
import type { listEvents, listInstances } from "../../local/google/calendar/list.ts";
import type { renderEvent } from "../../local/google/calendar/render.ts";
import { ADA, api, connect, withGoogle } from "../../local/google/testing.ts";
import type { Expect, Fits } from "../openapi/equal.ts";

export type Checked = [
  Expect<Fits<ReturnType<typeof renderEvent>, calendar_v3.Schema$Event>>,
  Expect<Fits<ReturnType<typeof listEvents>, calendar_v3.Schema$Events>>,
  Expect<Fits<ReturnType<typeof listInstances>, calendar_v3.Schema$Events>>,
  Expect<Fits<ReturnType<typeof queryFreeBusy>, calendar_v3.Schema$FreeBusyResponse>>,
  Expect<Fits<ReturnType<typeof listCalendars>, calendar_v3.Schema$CalendarList>>,
  Expect<Fits<ReturnType<typeof getEntry>, calendar_v3.Schema$CalendarListEntry>>,
];

/** Every name that an event can have here; the compiler holds each to be Google's own. */
const EVENT_NAMES = [
  "kind",
  "etag",
  "id",
  "status",
  "htmlLink",
  "created",
  "updated",
  "summary",
  "description",
  "location",
  "colorId",
  "creator",
  "organizer",
  "start",
  "end",
  "recurrence",
  "recurringEventId",
  "originalStartTime",
  "transparency",
  "visibility",
  "iCalUID",
  "sequence",
  "attendees",
  "extendedProperties",
  "hangoutLink",
  "conferenceData",
  "reminders",
  "source",
  "eventType",
] as const satisfies (keyof calendar_v3.Schema$Event)[];

Deno.test(
  "an event of the emulator's has no field that Google's has not",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const path = "/calendars/primary/events?conferenceDataVersion=1";
    const { json } = await api(google, access_token, "POST", path, {
      body: {
        summary: "Lecture",
        description: "Bring cards",
        location: "Theatre B",
        colorId: "5",
        visibility: "private",
        transparency: "transparent",
        start: { dateTime: "2027-03-10T09:00:00", timeZone: "Europe/London" },
        end: { dateTime: "2027-03-10T10:00:00", timeZone: "Europe/London" },
        recurrence: ["RRULE:FREQ=DAILY;COUNT=2"],
        attendees: [{ email: "grace@example.com" }, { email: ADA }],
        source: { title: "Cards", url: "https://app.example.com/cards" },
        extendedProperties: { private: { a: "b" } },
        conferenceData: { createRequest: { requestId: "one" } },
      },
    });
    const known: readonly string[] = EVENT_NAMES;
    assertEquals(Object.keys(json).filter((name) => !known.includes(name)), []);
  }),
);
