import { assert, assertEquals } from "@std/assert";
import { ADA, api, connect, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
type Send = (
  method: string,
  body?: unknown,
  headers?: Record<string, string>,
) => ReturnType<typeof api>;

/** Runs a test on one event of Ada's, with id `lecture5`. */
function onEvent(test: (send: Send, etag: string) => Promise<void>, more: object = {}) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const body = { ...lecture, id: "lecture5", ...more };
    const { json } = await api(google, access_token, "POST", PATH, { body });
    const send: Send = (method, body, headers) =>
      api(google, access_token, method, `${PATH}/lecture5`, { body, headers });
    await test(send, json.etag);
  });
}

Deno.test(
  "get, patch and delete answer 404 for an unknown id",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    for (const [method, body] of [["GET"], ["PATCH", {}], ["DELETE"]] as const) {
      const path = `${PATH}/never_20270101T090000Z`;
      const { status, json } = await api(google, access_token, method, path, { body });
      assertEquals([status, reasonOf(json)], [404, "notFound"]);
    }
  }),
);

Deno.test(
  "patch and delete answer 412 for an outdated etag, and change nothing",
  onEvent(async (send, etag) => {
    const moved = await send("PATCH", { summary: "Moved on" });
    assert(moved.json.etag !== etag);
    for (const [method, body] of [["PATCH", { summary: "Lost" }], ["DELETE"]] as const) {
      const { status, json } = await send(method, body, { "if-match": etag });
      assertEquals([status, reasonOf(json)], [412, "conditionNotMet"]);
    }
    const now = await send("GET");
    assertEquals([now.json.summary, now.json.etag], ["Moved on", moved.json.etag]);
    assertEquals((await send("DELETE", undefined, { "if-match": now.json.etag })).status, 204);
  }),
);

Deno.test(
  "patch refuses what would make the event invalid",
  onEvent(async (send) => {
    const bodies = [
      { end: { dateTime: "2027-01-15T08:00:00-07:00" } },
      { end: null },
      { start: { date: "2027-01-15" }, end: { date: "2027-01-16" } },
      { attendees: [{ email: "nobody" }] },
    ];
    for (const body of bodies) assertEquals((await send("PATCH", body)).status, 400);
    assertEquals((await send("GET")).json.sequence, 0);
  }),
);

Deno.test(
  "delete answers 204, then 410, and the event reads as cancelled with its id alone",
  onEvent(async (send) => {
    assertEquals((await send("DELETE")).status, 204);
    const again = await send("DELETE");
    assertEquals([again.status, reasonOf(again.json)], [410, "deleted"]);
    const { status, json } = await send("GET");
    assertEquals(status, 200);
    assertEquals(Object.keys(json).sort(), ["etag", "id", "kind", "status"]);
    assertEquals(json.status, "cancelled");
    assertEquals((await send("PATCH", { summary: "Again" })).status, 410);
  }),
);

Deno.test(
  "patch restores a deleted event when it sets the status",
  onEvent(async (send) => {
    await send("DELETE");
    const { status, json } = await send("PATCH", { status: "confirmed" });
    assertEquals([status, json.summary], [200, "Lecture 5"]);
  }),
);

Deno.test(
  "patch keeps absent fields, clears null, merges objects and replaces lists",
  onEvent(async (send) => {
    const { json } = await send("PATCH", {
      location: null,
      description: "New",
      extendedProperties: { private: { b: "2", c: null } },
      attendees: [{ email: "guest@example.com" }],
    });
    assertEquals([json.summary, json.description], ["Lecture 5", "New"]);
    assertEquals("location" in json, false);
    assertEquals(json.extendedProperties.private, { a: "1", b: "2" });
    assertEquals(json.attendees.length, 1);
  }, {
    location: "Room 1",
    extendedProperties: { private: { a: "1", c: "3" } },
    attendees: [{ email: "one@example.com" }, { email: "two@example.com" }],
  }),
);

Deno.test(
  "patch turns a timed event into whole days when the time is cleared",
  onEvent(async (send) => {
    const clear = { dateTime: null, timeZone: null };
    const { json } = await send("PATCH", {
      start: { date: "2027-01-15", ...clear },
      end: { date: "2027-01-16", ...clear },
    });
    assertEquals([json.start, json.sequence], [{ date: "2027-01-15" }, 1]);
  }),
);

Deno.test(
  "put replaces the whole event",
  onEvent(async (send) => {
    const { start, end } = lecture;
    const { json } = await send("PUT", { start, end });
    assertEquals(["summary" in json, "location" in json], [false, false]);
    assertEquals((await send("PUT", { summary: "No times" })).status, 400);
  }, { location: "Room 1" }),
);

Deno.test(
  "get answers 304 for an etag that still holds",
  onEvent(async (send, etag) => {
    assertEquals((await send("GET", undefined, { "if-none-match": etag })).status, 304);
    await send("PATCH", { summary: "New" });
    assertEquals((await send("GET", undefined, { "if-none-match": etag })).status, 200);
  }),
);

Deno.test(
  "times of creation and change are the emulator's clock's",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    google.clock.advance(1800);
    const { json } = await api(google, access_token, "POST", PATH, { body: lecture });
    assert(Math.abs(Date.parse(json.created) - google.clock.now()) < 5000);
    google.clock.advance(600);
    const body = { summary: "Later" };
    const later = await api(google, access_token, "PATCH", `${PATH}/${json.id}`, { body });
    assertEquals(later.json.created, json.created);
    assert(Date.parse(later.json.updated) - Date.parse(json.updated) >= 600_000);
    assertEquals(google.events(ADA).length, 1);
  }),
);

const popup = (minutes: number) => ({ method: "popup", minutes });

Deno.test(
  "patch merges reminders as an object and replaces their overrides as a list",
  onEvent(async (send) => {
    const patch = async (reminders: unknown) => {
      const { status, json } = await send("PATCH", { reminders });
      return status === 200 ? json.reminders : reasonOf(json);
    };
    const both = "cannotUseDefaultRemindersAndSpecifyOverride";
    assertEquals(await patch({ useDefault: true }), both);
    assertEquals(await patch({ useDefault: false }), {
      useDefault: false,
      overrides: [popup(5), popup(6)],
    });
    assertEquals(await patch({ overrides: [popup(7)] }), {
      useDefault: false,
      overrides: [popup(7)],
    });
    assertEquals(await patch({ overrides: null }), { useDefault: false });
    assertEquals(await patch({ overrides: [popup(8)] }), {
      useDefault: false,
      overrides: [popup(8)],
    });
    assertEquals(await patch({ useDefault: true, overrides: null }), { useDefault: true });
    assertEquals(await patch({ overrides: [popup(9)] }), both);
    assertEquals(await patch({ useDefault: false, overrides: [popup(9)] }), {
      useDefault: false,
      overrides: [popup(9)],
    });
    assertEquals(await patch(null), { useDefault: true });
  }, { reminders: { useDefault: false, overrides: [popup(5), popup(6)] } }),
);

Deno.test(
  "patch refuses times to the minute, and keeps an end in another zone",
  onEvent(async (send) => {
    const bad = await send("PATCH", { end: { dateTime: "2027-01-15T18:00Z" } });
    assertEquals([bad.status, reasonOf(bad.json)], [400, "invalid"]);
    const { json } = await send("PATCH", { summary: "Flight to Tokyo" });
    assertEquals(json.start, { dateTime: "2027-01-15T09:00:00Z", timeZone: "Europe/London" });
    assertEquals(json.end, { dateTime: "2027-01-15T21:00:00Z", timeZone: "Asia/Tokyo" });
  }, {
    start: { dateTime: "2027-01-15T09:00:00", timeZone: "Europe/London" },
    end: { dateTime: "2027-01-16T06:00:00", timeZone: "Asia/Tokyo" },
  }),
);

Deno.test(
  "a series whose rule ends earlier keeps what was changed of the occurrences that it still has",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const send = (method: string, id: string, body?: unknown) =>
      api(google, access_token, method, `${PATH}${id}`, { body });
    await send("POST", "", {
      id: "series1",
      summary: "Seminar",
      start: { dateTime: "2027-03-15T09:00:00Z", timeZone: "UTC" },
      end: { dateTime: "2027-03-15T10:00:00Z", timeZone: "UTC" },
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
    });
    const [early, late] = ["/series1_20270322T090000Z", "/series1_20270405T090000Z"];
    for (const id of [early, late]) await send("PATCH", id, { summary: "Special" });
    await send("PATCH", "/series1", { recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20270401T000000Z"] });
    const [kept, gone] = [await send("GET", early), await send("GET", late)];
    assertEquals([kept.status, kept.json.summary, gone.status], [200, "Special", 404]);
  }),
);
