import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Send = (method: string, path: string, body?: unknown) => Promise<{
  status: number;
  json: Json;
}>;

function asAda(test: (send: Send, google: Google, token: string) => Promise<void>) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await test(
      (method, path, body) => api(google, access_token, method, PATH + path, { body }),
      google,
      access_token,
    );
  });
}

const { start, end } = lecture;
const day = { start: { date: "2027-01-15" }, end: { date: "2027-01-16" } };
const office = {
  ...day,
  summary: "Office",
  eventType: "workingLocation",
  visibility: "public",
  transparency: "transparent",
  workingLocationProperties: {
    type: "officeLocation",
    officeLocation: { buildingId: "1", label: "Main" },
  },
};
const home = {
  ...office,
  start,
  end,
  workingLocationProperties: { type: "homeOffice", homeOffice: {} },
};
const away = {
  start,
  end,
  summary: "Away",
  eventType: "outOfOffice",
  outOfOfficeProperties: {
    autoDeclineMode: "declineOnlyNewConflictingInvitations",
    declineMessage: "On leave",
  },
};
const focus = {
  start,
  end,
  summary: "Focus",
  eventType: "focusTime",
  transparency: "opaque",
  focusTimeProperties: { autoDeclineMode: "declineNone", chatStatus: "doNotDisturb" },
};
const birthday = {
  ...day,
  summary: "Birthday",
  eventType: "birthday",
  visibility: "private",
  transparency: "transparent",
  recurrence: ["RRULE:FREQ=YEARLY"],
};

Deno.test(
  "every kind of event that can be created is stored with its properties and answered",
  asAda(async (send) => {
    for (const body of [office, home, away, focus]) {
      const { status, json } = await send("POST", "", body);
      const properties = `${body.eventType}Properties`;
      assertEquals([status, json.eventType], [200, body.eventType]);
      assertEquals(json[properties], (body as Json)[properties]);
    }
    const { json } = await send("POST", "", birthday);
    assertEquals([json.eventType, json.birthdayProperties], ["birthday", { type: "birthday" }]);
    assertEquals((await send("POST", "", lecture)).json.eventType, "default");
  }),
);

const refused: [what: string, body: object, reason: string][] = [
  [
    "a type that Google makes itself",
    { ...lecture, eventType: "fromGmail" },
    "eventTypeRestriction",
  ],
  [
    "a working location that is private",
    { ...office, visibility: "private" },
    "malformedWorkingLocationEvent",
  ],
  [
    "a working location that is busy",
    { ...office, transparency: "opaque" },
    "malformedWorkingLocationEvent",
  ],
  [
    "a working location without a place",
    { ...office, workingLocationProperties: undefined },
    "malformedWorkingLocationEvent",
  ],
  [
    "a working location of no type",
    { ...office, workingLocationProperties: {} },
    "malformedWorkingLocationEvent",
  ],
  [
    "a working location of two days",
    { ...office, end: { date: "2027-01-17" } },
    "malformedWorkingLocationEvent",
  ],
  ["a whole day out of office", { ...away, ...day }, "malformedOutOfOfficeEvent"],
  [
    "an absence without its properties",
    { ...away, outOfOfficeProperties: undefined },
    "malformedOutOfOfficeEvent",
  ],
  ["focus time that is free", { ...focus, transparency: "transparent" }, "malformedFocusTimeEvent"],
  ["focus time of a whole day", { ...focus, ...day }, "malformedFocusTimeEvent"],
  ["an unknown way to decline", {
    ...focus,
    focusTimeProperties: { autoDeclineMode: "always" },
  }, "invalid"],
  ["a birthday that is public", { ...birthday, visibility: "public" }, "malformedBirthdayEvent"],
  ["a birthday that comes once", { ...birthday, recurrence: undefined }, "malformedBirthdayEvent"],
  [
    "a birthday of two days",
    { ...birthday, end: { date: "2027-01-17" } },
    "malformedBirthdayEvent",
  ],
  ["an anniversary", {
    ...birthday,
    birthdayProperties: { type: "anniversary" },
  }, "malformedBirthdayEvent"],
];
for (const [what, body, reason] of refused) {
  Deno.test(
    `insert refuses ${what}`,
    asAda(async (send, google) => {
      const { status, json } = await send("POST", "", body);
      assertEquals([status, reasonOf(json), google.events(ADA).length], [400, reason, 0]);
    }),
  );
}

Deno.test(
  "kinds other than meetings are refused in a secondary calendar",
  asAda(async (_send, google, token) => {
    const id = google.addCalendar(ADA, "Team");
    const path = `/calendars/${encodeURIComponent(id)}/events`;
    for (const body of [office, away, focus, birthday]) {
      const { status, json } = await api(google, token, "POST", path, { body });
      assertEquals([status, reasonOf(json)], [400, "eventTypeRestriction"]);
    }
  }),
);

Deno.test(
  "the type of an event cannot be changed, and its properties can",
  asAda(async (send) => {
    const { json: { id } } = await send("POST", "", focus);
    const { status, json } = await send("PATCH", `/${id}`, { eventType: "default" });
    assertEquals([status, reasonOf(json)], [400, "eventTypeRestriction"]);
    const changed = await send("PATCH", `/${id}`, {
      summary: "Deep work",
      focusTimeProperties: { chatStatus: "available" },
    });
    assertEquals(changed.json.focusTimeProperties, {
      autoDeclineMode: "declineNone",
      chatStatus: "available",
    });
    assertEquals((await send("PATCH", `/${id}`, { transparency: "transparent" })).status, 400);
    const meeting = (await send("POST", "", { ...lecture, focusTimeProperties: {} })).json;
    assertEquals("focusTimeProperties" in meeting, false);
    assertEquals((await send("PATCH", `/${meeting.id}`, { eventType: "focusTime" })).status, 400);
  }),
);

Deno.test(
  "of a birthday only title, day, colour and reminders can be changed",
  asAda(async (send) => {
    const { json: { id } } = await send("POST", "", birthday);
    const day = { start: { date: "2027-01-16" }, end: { date: "2027-01-17" } };
    assertEquals(
      (await send("PATCH", `/${id}`, { summary: "50", colorId: "4", ...day })).status,
      200,
    );
    for (const body of [{ location: "Home" }, { visibility: "public" }, { description: "x" }]) {
      const { status, json } = await send("PATCH", `/${id}`, body);
      assertEquals([status, reasonOf(json)], [400, "eventTypeRestriction"]);
    }
    const occurrence = await send("PATCH", `/${id}_20280116`, { colorId: "5" });
    assertEquals([occurrence.status, occurrence.json.eventType], [200, "birthday"]);
  }),
);

Deno.test(
  "of an event from an e-mail only the documented fields can be changed",
  asAda(async (send, google) => {
    const id = google.plant(ADA, { ...lecture, eventType: "fromGmail" });
    const { json } = await send("GET", `/${id}`);
    assertEquals(json.eventType, "fromGmail");
    const allowed = [
      { colorId: "3" },
      { transparency: "transparent" },
      { reminders: { useDefault: false } },
      { extendedProperties: { private: { a: "b" } } },
      { ...json, visibility: "private" },
    ];
    for (const body of allowed) assertEquals((await send("PATCH", `/${id}`, body)).status, 200);
    for (const body of [{ summary: "x" }, { location: "y" }, { end: start, start: day.start }]) {
      assertEquals((await send("PATCH", `/${id}`, body)).status, 400);
    }
  }),
);

Deno.test(
  "a list holds the types asked for, each named once or more, and refuses others",
  asAda(async (send) => {
    for (const body of [office, away, focus, birthday, lecture]) await send("POST", "", body);
    const types = async (query: string) =>
      (await send("GET", `?${query}`)).json.items.map(({ eventType }: Json) => eventType).sort();
    assertEquals(await types("eventTypes=default"), ["default"]);
    assertEquals(
      await types("eventTypes=focusTime&eventTypes=outOfOffice&eventTypes=focusTime"),
      ["focusTime", "outOfOffice"],
    );
    assertEquals((await types("")).length, 5);
    const range = "singleEvents=true&timeMin=2028-01-01T00:00:00Z&timeMax=2028-12-31T00:00:00Z";
    assertEquals(await types(`eventTypes=birthday&${range}`), ["birthday"]);
    const { status, json } = await send("GET", "?eventTypes=meeting");
    const [error] = json.error.errors;
    assertEquals([status, error.location, error.locationType], [400, "eventTypes", "parameter"]);
  }),
);
