import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";

/** Runs a test with a function that inserts, as Ada. */
function inserting(
  test: (
    insert: (body: unknown, query?: string) => ReturnType<typeof api>,
    google: Google,
  ) => Promise<void>,
) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await test(
      (body, query = "") => api(google, access_token, "POST", PATH + query, { body }),
      google,
    );
  });
}

const at = (dateTime: string, timeZone?: string) => ({
  dateTime,
  ...(timeZone ? { timeZone } : {}),
});
const from = at("2027-01-15T09:00:00Z");
const to = at("2027-01-15T10:00:00Z");
const property = (private_: Record<string, string>) => ({
  extendedProperties: { private: private_ },
});

const refused: [what: string, body: Record<string, unknown>, reason: string][] = [
  ["without a start", { end: to }, "required"],
  ["without an end", { start: from }, "required"],
  ["with a null end", { start: from, end: null }, "required"],
  ["with a date and a time", { start: { ...from, date: "2027-01-15" }, end: to }, "invalid"],
  ["from a date to a time", { start: { date: "2027-01-15" }, end: to }, "invalid"],
  ["with neither offset nor zone", { start: at("2027-01-15T09:00:00"), end: to }, "required"],
  ["with an unknown zone", { start: at("2027-01-15T09:00:00", "Mars/Base"), end: to }, "invalid"],
  ["with a zone in small letters", {
    start: at("2027-01-15T09:00:00", "europe/london"),
    end: to,
  }, "invalid"],
  ["with an offset for a zone", { start: at("2027-01-15T09:00:00", "+01:00"), end: to }, "invalid"],
  ["without seconds", { start: at("2027-01-15T09:00Z"), end: to }, "invalid"],
  ["on a day that does not exist", {
    start: { date: "2026-02-30" },
    end: { date: "2026-03-01" },
  }, "invalid"],
  ["at a time that does not exist", { start: at("2027-01-15T25:00:00Z"), end: to }, "invalid"],
  ["that ends before it starts", { start: to, end: from }, "timeRangeEmpty"],
  ["without length", { start: from, end: from }, "timeRangeEmpty"],
  ["without length, in two zones", {
    start: from,
    end: at("2027-01-15T10:00:00+01:00", "Europe/Berlin"),
  }, "timeRangeEmpty"],
  ["of no day", { start: { date: "2027-01-15" }, end: { date: "2027-01-15" } }, "timeRangeEmpty"],
  ["with a number for a summary", { ...lecture, summary: 5 }, "invalid"],
  ["with an id too short", { ...lecture, id: "abcd" }, "invalid"],
  ["with an id too long", { ...lecture, id: "a".repeat(1025) }, "invalid"],
  ["with a w in its id", { ...lecture, id: "lecturew" }, "invalid"],
  ["with an id in capitals", { ...lecture, id: "LECTURE" }, "invalid"],
  ["with both id and iCalUID", { ...lecture, id: "abcde", iCalUID: "x@y" }, "invalid"],
  ["with a guest who has no address", { ...lecture, attendees: [{ email: "ada" }] }, "invalid"],
  ["with 201 guests", {
    ...lecture,
    attendees: Array.from({ length: 201 }, (_, i) => ({ email: `g${i}@example.com` })),
  }, "invalid"],
  ["with six reminders", {
    ...lecture,
    reminders: {
      useDefault: false,
      overrides: Array.from({ length: 6 }, (_, i) => ({ method: "popup", minutes: i })),
    },
  }, "invalid"],
  ["with a reminder over four weeks before", {
    ...lecture,
    reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 40_321 }] },
  }, "invalid"],
  ["with a reminder by fax", {
    ...lecture,
    reminders: { useDefault: false, overrides: [{ method: "fax", minutes: 5 }] },
  }, "invalid"],
  ["with default reminders and others", {
    ...lecture,
    reminders: { useDefault: true, overrides: [{ method: "popup", minutes: 5 }] },
  }, "cannotUseDefaultRemindersAndSpecifyOverride"],
  ["with a twelfth colour", { ...lecture, colorId: "12" }, "invalid"],
  ["with a title too long", { ...lecture, summary: "x".repeat(1025) }, "invalid"],
  ["with a place too long", { ...lecture, location: "x".repeat(1025) }, "invalid"],
  ["with a description too long", { ...lecture, description: "x".repeat(8193) }, "invalid"],
  ["with a reminder after its start", {
    ...lecture,
    reminders: { useDefault: false, overrides: [{ method: "popup", minutes: -1 }] },
  }, "invalid"],
  ["with fewer than no additional guests", {
    ...lecture,
    attendees: [{ email: "a@example.com", additionalGuests: -1 }],
  }, "invalid"],
  ["with 301 properties", {
    ...lecture,
    ...property(Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k${i}`, "v"]))),
  }, "invalid"],
  ["with properties of over 32 kB", {
    ...lecture,
    ...property(
      Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`k${i}`, "v".repeat(1024)])),
    ),
  }, "invalid"],
  ["from a script", { ...lecture, source: { url: "javascript:alert(1)" } }, "invalid"],
  ["from a file", { ...lecture, source: { url: "ftp://example.com/x" } }, "invalid"],
  ["of an unknown type", { ...lecture, eventType: "meeting" }, "invalid"],
];
for (const [what, body, reason] of refused) {
  Deno.test(
    `insert refuses an event ${what}`,
    inserting(async (insert, google) => {
      const { status, json } = await insert(body);
      assertEquals([status, reasonOf(json)], [400, reason]);
      assertEquals(google.events(ADA), []);
    }),
  );
}

Deno.test(
  "insert refuses what is not JSON, not an object, or not sent as JSON",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const send = async (body: string, type = "application/json") => {
      const headers = { authorization: `Bearer ${access_token}`, "content-type": type };
      const url = `${google.url}/calendar/v3${PATH}`;
      const response = await fetch(url, { method: "POST", headers, body });
      return [response.status, reasonOf(await response.json())];
    };
    assertEquals(await send("{"), [400, "parseError"]);
    assertEquals(await send("[]"), [400, "parseError"]);
    assertEquals(await send(JSON.stringify(lecture), "text/plain"), [400, "parseError"]);
  }),
);

Deno.test(
  "insert refuses an unknown sendUpdates and conferenceDataVersion",
  inserting(async (insert) => {
    assertEquals((await insert(lecture, "?sendUpdates=some")).status, 400);
    assertEquals((await insert(lecture, "?conferenceDataVersion=2")).status, 400);
  }),
);

Deno.test(
  "insert answers 409 duplicate for a taken id, deleted events included, and in parallel",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const body = { ...lecture, id: "lecture5" };
    const insert = () => api(google, access_token, "POST", PATH, { body });
    const answers = await Promise.all(Array.from({ length: 20 }, insert));
    const duplicates = answers.filter(({ status }) => status === 409);
    assertEquals([duplicates.length, google.events(ADA).length], [19, 1]);
    assertEquals(reasonOf(duplicates[0]!.json), "duplicate");
    await api(google, access_token, "DELETE", `${PATH}/lecture5`);
    assertEquals((await insert()).status, 409);
  }),
);

Deno.test(
  "insert answers the event as Google writes it",
  inserting(async (insert, google) => {
    const { status, headers, json } = await insert({
      ...lecture,
      id: "lecture5",
      unknown: "field",
    });
    assertEquals(status, 200);
    assertEquals(headers.get("etag"), json.etag);
    assertMatch(json.etag, /^"\d+"$/);
    const self = { email: ADA, self: true };
    assertEquals([json.creator, json.organizer], [self, self]);
    assertEquals([json.kind, json.status, json.sequence], ["calendar#event", "confirmed", 0]);
    assertEquals([json.id, json.iCalUID], ["lecture5", "lecture5@google.com"]);
    assertEquals(json.reminders, { useDefault: true });
    assertEquals("unknown" in json, false);
    // The calendar's own zone, whatever offset it came with: London's winter.
    assertEquals(json.start, { dateTime: "2027-01-15T16:00:00Z", timeZone: "Europe/London" });
    assertEquals(google.events(ADA), [json]);
  }),
);

Deno.test(
  "insert keeps the event's own zone, and answers the calendar's offset",
  inserting(async (insert) => {
    const zone = "America/Los_Angeles";
    const { json } = await insert({
      start: at("2027-07-15T09:00:00", zone),
      end: at("2027-07-15T10:00:00", zone),
    });
    assertEquals(json.start, { dateTime: "2027-07-15T17:00:00+01:00", timeZone: zone });
  }),
);

Deno.test(
  "insert takes whole days",
  inserting(async (insert) => {
    const days = { start: { date: "2027-01-15" }, end: { date: "2027-01-17" } };
    const { json } = await insert(days);
    assertEquals([json.start, json.end], [days.start, days.end]);
  }),
);

Deno.test(
  "insert takes what is as long and as many as Google allows",
  inserting(async (insert) => {
    const properties = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, "v"]));
    const body = {
      ...lecture,
      summary: "x".repeat(1024),
      location: "x".repeat(1024),
      description: "x".repeat(8192),
      source: { title: "Cards", url: "https://app.example.com/cards" },
      ...property(properties),
    };
    const { status, json } = await insert(body);
    assertEquals([status, json.description.length], [200, 8192]);
    assertEquals([json.source, json.extendedProperties.private], [body.source, properties]);
  }),
);

Deno.test(
  "insert takes attachments from a client that says it supports them, and drops them otherwise",
  inserting(async (insert) => {
    const attachments = [{ fileUrl: "https://drive.google.com/x", title: "Slides" }];
    assertEquals("attachments" in (await insert({ ...lecture, attachments })).json, false);
    const { json } = await insert({ ...lecture, attachments }, "?supportsAttachments=true");
    assertEquals(json.attachments, attachments);
  }),
);

Deno.test(
  "insert drops property keys over 44 characters and cuts values over 1,024, silently",
  inserting(async (insert) => {
    const long = { ["k".repeat(45)]: "dropped", ["k".repeat(44)]: "kept", long: "v".repeat(1025) };
    const { json } = await insert({ ...lecture, ...property(long) });
    assertEquals(json.extendedProperties.private, {
      ["k".repeat(44)]: "kept",
      long: "v".repeat(1024),
    });
  }),
);

Deno.test(
  "a property named __proto__ is dropped, and changes no object's prototype",
  inserting(async (insert) => {
    const body = JSON.parse(`{"extendedProperties": {"private": {"__proto__": "x", "y": "z"}}}`);
    const { status, json } = await insert({ ...lecture, ...body });
    assertEquals([status, json.extendedProperties.private], [200, { y: "z" }]);
    assertEquals(Object.hasOwn(Object.prototype, "x"), false);
  }),
);

Deno.test(
  "an event's link leads to its page in the person's calendar",
  inserting(async (insert, google) => {
    const { json } = await insert({ ...lecture, summary: "<b>Lecture</b>" });
    const page = await (await fetch(json.htmlLink)).text();
    assertStringIncludes(page, "&lt;b&gt;Lecture&lt;/b&gt;");
    assertStringIncludes(page, "Ada Lovelace");
    const list = await (await fetch(`${google.url}/calendar/u/${ADA}`)).text();
    assertStringIncludes(list, "&lt;b&gt;Lecture&lt;/b&gt;");
    const missing = await fetch(`${google.url}/calendar/event?eid=AAAA`);
    assertEquals(missing.status, 404);
    await missing.body?.cancel();
  }),
);
