import { assertEquals } from "@std/assert";
import {
  ADA,
  api,
  connect,
  EVENTS,
  FREE_BUSY,
  GRACE,
  lecture,
  reasonOf,
  withGoogle,
} from "../testing.ts";

const CALENDARS = "https://www.googleapis.com/auth/calendar.calendars.readonly";
const PATH = "/calendars/primary/events";

const body = {
  ...lecture,
  id: "lecture5",
  attendees: [{ email: ADA }, { email: GRACE }],
  extendedProperties: { private: { "a.b": "1", c: "2" } },
};

/** Runs a test with a function that asks for some fields of what a path answers. */
function asking(
  test: (ask: (path: string, fields: string) => ReturnType<typeof api>) => Promise<void>,
) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await api(google, access_token, "POST", PATH, { body });
    await test((path, fields) =>
      api(google, access_token, "GET", `${PATH}${path}?fields=${encodeURIComponent(fields)}`)
    );
  });
}

Deno.test(
  "an answer has the fields asked for, and no others",
  asking(async (ask) => {
    const { json } = await ask("/lecture5", "id,start/timeZone,attendees(email,self),colorId");
    assertEquals(json, {
      id: "lecture5",
      start: { timeZone: "Europe/London" },
      attendees: [{ email: ADA, self: true }, { email: GRACE }],
    });
    const listed = await ask("", "timeZone,items(id,extendedProperties/private/a.b)");
    assertEquals(listed.json, {
      timeZone: "Europe/London",
      items: [{ id: "lecture5", extendedProperties: { private: { "a.b": "1" } } }],
    });
    const same = await ask("", "items/id,items/summary");
    assertEquals(same.json, { items: [{ id: "lecture5", summary: "Lecture 5" }] });
    const every = await ask("/lecture5", "*/email");
    assertEquals(every.json.organizer, { email: ADA });
    assertEquals((await ask("/lecture5", "*")).json.id, "lecture5");
    assertEquals((await ask("", "items")).json.items[0].summary, "Lecture 5");
  }),
);

Deno.test(
  "every field that the emulator answers can be asked for",
  asking(async (ask) => {
    const whole = (await ask("", "*")).json;
    for (const name of Object.keys(whole)) assertEquals((await ask("", name)).status, 200, name);
    const fields = Object.keys(whole.items[0]);
    const { json } = await ask("", `items(${fields})`);
    assertEquals(json.items, whole.items);
  }),
);

Deno.test(
  "a selection that Google does not understand is refused, and names the parameter",
  asking(async (ask) => {
    const selections = [
      ...["titel", "items/titel", "items(id", "items(id))", "items()", ",id", "id,", "items//id"],
      ...["kind/x", "items(id),", "a b", "items(start(zone))", "__proto__", "toString"],
    ];
    for (const fields of selections) {
      const { status, json } = await ask("", fields);
      const [{ location, locationType }] = json.error.errors;
      assertEquals(
        [status, reasonOf(json), location, locationType],
        [400, "invalidParameter", "fields", "parameter"],
        fields,
      );
    }
  }),
);

Deno.test(
  "a refused selection leaves the calendar as it was, and writes answer partly too",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const send = (method: string, path: string, body: unknown) =>
      api(google, access_token, method, PATH + path, { body });
    assertEquals((await send("POST", "?fields=titel", body)).status, 400);
    assertEquals(google.events(ADA), []);
    assertEquals((await send("POST", "?fields=id", body)).json, { id: "lecture5" });
    assertEquals((await send("PATCH", "/lecture5?fields=titel", { summary: "New" })).status, 400);
    const { json } = await send("PATCH", "/lecture5?fields=summary", { summary: "Newer" });
    assertEquals(json, { summary: "Newer" });
    const busy = { timeMin: "2027-01-01T00:00:00Z", timeMax: "2027-02-01T00:00:00Z", items: [] };
    const freeBusy = await api(google, access_token, "POST", "/freeBusy?fields=timeMin", {
      body: busy,
    });
    assertEquals(Object.keys(freeBusy.json), ["timeMin"]);
  }),
);

Deno.test(
  "every call that answers JSON answers the fields asked for",
  withGoogle(async (google) => {
    const { access_token } = await connect(google, ADA, {
      scope: `${EVENTS} ${FREE_BUSY} ${CALENDARS}`,
    });
    const weekly = {
      ...body,
      start: { ...body.start, timeZone: "Europe/London" },
      end: { ...body.end, timeZone: "Europe/London" },
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"],
    };
    const busy = { timeMin: "2027-01-01T00:00:00Z", timeMax: "2027-02-01T00:00:00Z", items: [] };
    const CALLS: [method: string, path: string, fields: string, body?: unknown][] = [
      ["POST", PATH, "id", weekly],
      ["GET", `${PATH}/lecture5`, "summary"],
      ["PATCH", `${PATH}/lecture5`, "summary", { summary: "New" }],
      ["PUT", `${PATH}/lecture5`, "summary", weekly],
      ["GET", PATH, "items/id"],
      ["GET", `${PATH}/lecture5/instances`, "items/recurringEventId"],
      ["POST", "/freeBusy", "timeMax", busy],
      ["GET", "/calendars/primary", "timeZone"],
    ];
    for (const [method, path, fields, body] of CALLS) {
      const call = () => api(google, access_token, method, `${path}?fields=${fields}`, { body });
      const { status, json } = await call();
      assertEquals(status, 200, `${method} ${path}`);
      const [first, below] = fields.split("/");
      assertEquals(Object.keys(json), [first], `${method} ${path}`);
      for (const item of below ? json.items : []) assertEquals(Object.keys(item), [below]);
    }
  }),
);
