import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Send = (method: string, path: string, body?: unknown) => Promise<{
  status: number;
  json: Json;
}>;

function asAda(test: (send: Send, google: Google) => Promise<void>) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await test(
      (method, path, body) => api(google, access_token, method, PATH + path, { body }),
      google,
    );
  });
}

const moment = { dateTime: "2027-01-15T09:00:30+01:00", timeZone: "Europe/Berlin" };
const old = {
  summary: "Left by an old client",
  description: "<p>".repeat(4000),
  start: moment,
  end: moment,
  colorId: "24",
  reminders: { useDefault: false, overrides: [{ method: "sms", minutes: 50_000 }] },
  hangoutLink: "https://plus.google.com/hangouts/_/old",
  locked: true,
};

Deno.test(
  "a planted event is read and found as it was left, whatever Google would take today",
  asAda(async (send, google) => {
    const id = google.plant(ADA, old);
    const { json } = await send("GET", `/${id}`);
    assertEquals(json.start, {
      dateTime: "2027-01-15T08:00:30Z",
      timeZone: "Europe/Berlin",
    });
    assertEquals(json.end, json.start);
    for (const field of ["description", "colorId", "reminders", "hangoutLink", "locked"] as const) {
      assertEquals(json[field], old[field]);
    }
    const range = "timeMin=2027-01-15T08:00:00Z&timeMax=2027-01-15T09:00:00Z";
    assertEquals((await send("GET", `?${range}`)).json.items, [json]);
  }),
);

Deno.test(
  "a change of a planted event is checked in what it changes alone",
  asAda(async (send, google) => {
    const id = google.plant(ADA, old);
    const before = (await send("GET", `/${id}`)).json;
    const { status, json } = await send("PATCH", `/${id}`, { summary: "New" });
    assertEquals([status, json.summary, json.hangoutLink], [200, "New", old.hangoutLink]);
    assertEquals([json.start, json.reminders], [before.start, before.reminders]);
    const { status: whole } = await send("PATCH", `/${id}`, before);
    assertEquals(whole, 200);
    const later = { ...moment, dateTime: "2027-01-15T10:00:00+01:00" };
    const refused: [body: object, reason: string][] = [
      [{ start: later, end: later }, "timeRangeEmpty"],
      [{ colorId: "25" }, "invalid"],
      [{ description: "x".repeat(8193) }, "invalid"],
      [{ reminders: { overrides: [{ method: "sms", minutes: 1 }] } }, "invalid"],
    ];
    for (const [body, reason] of refused) {
      const answer = await send("PATCH", `/${id}`, body);
      assertEquals([answer.status, reasonOf(answer.json)], [400, reason]);
    }
    const longer = await send("PATCH", `/${id}`, { end: later });
    assertEquals(longer.status, 200);
  }),
);

Deno.test(
  "a planted event may be somebody else's, with a cut list of guests",
  asAda(async (send, google) => {
    const id = google.plant(ADA, {
      ...old,
      organizer: { email: "boss@elsewhere.example" },
      attendees: [{ email: "boss@elsewhere.example" }, { email: ADA }],
      attendeesOmitted: true,
    });
    const { json } = await send("GET", `/${id}`);
    assertEquals(json.organizer, { email: "boss@elsewhere.example" });
    assertEquals(json.creator, { email: "boss@elsewhere.example" });
    assertEquals(json.attendees, [{ email: ADA, responseStatus: "needsAction", self: true }]);
    assertEquals(json.attendeesOmitted, true);
    assertEquals((await send("PATCH", `/${id}`, { summary: "Mine" })).status, 403);
    const answer = { attendees: [{ email: ADA, responseStatus: "accepted" }] };
    const answered = await send("PATCH", `/${id}`, answer);
    assertEquals(answered.json.attendees[0].responseStatus, "accepted");
    google.omitGuests(ADA, id, Infinity);
    assertEquals((await send("GET", `/${id}`)).json.attendees.length, 2);
  }),
);

Deno.test(
  "an occurrence can be planted, changed or cancelled",
  asAda(async (send, google) => {
    const zone = "Europe/Berlin";
    const at = (day: number, hour: number) => ({
      dateTime: `2027-02-0${day}T${hour}:00:00`,
      timeZone: zone,
    });
    google.plant(ADA, {
      id: "series",
      start: at(1, 10),
      end: at(1, 11),
      recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
    });
    const part = { recurringEventId: "series" };
    google.plant(ADA, { ...part, originalStartTime: at(2, 10), status: "cancelled" });
    google.plant(ADA, { ...part, originalStartTime: at(3, 10), start: at(4, 12), end: at(4, 13) });
    const { json } = await send("GET", "?singleEvents=true&orderBy=startTime");
    assertEquals(
      json.items.map((item: Json) => [item.id, item.start.dateTime]),
      [
        ["series_20270201T090000Z", "2027-02-01T09:00:00Z"],
        ["series_20270203T090000Z", "2027-02-04T11:00:00Z"],
      ],
    );
  }),
);
