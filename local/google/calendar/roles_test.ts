import { assertEquals } from "@std/assert";
import type { Google, Role } from "../mod.ts";
import { ADA, api, connect, GRACE, lecture, reasonOf, withGoogle } from "../testing.ts";

// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
interface Shared {
  google: Google;
  /** Grace's calendar. */
  id: string;
  events: string;
  asAda(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }>;
  asGrace: Shared["asAda"];
}

/** Runs a test with a calendar of Grace's on which Ada has a role, or which Ada cannot see. */
function sharedAs(role: Role | "none", test: (shared: Shared) => Promise<void>) {
  return withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, { summary: "Team", time_zone: "Europe/Berlin" });
    google.shareCalendar(id, ADA, role);
    const events = `/calendars/${encodeURIComponent(id)}/events`;
    const as = async (email: string): Promise<Shared["asAda"]> => {
      const scope = ["events", "freebusy", "readonly"]
        .map((name) => `https://www.googleapis.com/auth/calendar.${name}`).join(" ");
      const { access_token } = await connect(google, email, { scope });
      return (method, path, body) => api(google, access_token, method, path, { body });
    };
    const [asAda, asGrace] = [await as(ADA), await as(GRACE)];
    for (const body of [{ ...lecture, id: "single" }, series]) {
      assertEquals((await asGrace("POST", events, body)).status, 200);
    }
    await test({ google, id, events, asAda, asGrace });
  });
}

const series = {
  id: "series",
  summary: "Weekly",
  description: "Secret plans",
  location: "Room 5",
  start: { dateTime: "2027-02-01T09:00:00", timeZone: "Europe/Berlin" },
  end: { dateTime: "2027-02-01T10:00:00", timeZone: "Europe/Berlin" },
  recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"],
};
const FORBIDDEN = {
  error: {
    code: 403,
    message: "You need to have writer access to this calendar.",
    errors: [{
      message: "You need to have writer access to this calendar.",
      domain: "calendar",
      reason: "requiredAccessLevel",
    }],
  },
};

const readers: Role[] = [
  "freeBusyReader",
  "reader",
  "writerWithoutPrivateAccess",
  "writer",
  "owner",
];
const writers: Role[] = ["writerWithoutPrivateAccess", "writer", "owner"];
const methods: [name: string, method: string, path: string, body?: unknown][] = [
  ["events.list", "GET", ""],
  ["events.get", "GET", "/single"],
  ["events.instances", "GET", "/series/instances"],
  ["events.insert", "POST", "", lecture],
  ["events.patch", "PATCH", "/single", { summary: "New" }],
  ["events.update", "PUT", "/single", { ...lecture, summary: "Newer" }],
  ["events.patch", "PATCH", "/series_20270208T080000Z", { summary: "Once" }],
  ["events.delete", "DELETE", "/single"],
];

for (const role of readers) {
  Deno.test(
    `${role}: every method of events answers as the role allows`,
    sharedAs(role, async ({ asAda, events, google, id }) => {
      const before = google.events(GRACE, id);
      for (const [name, method, path, body] of methods) {
        const { status, json } = await asAda(method, events + path, body);
        const allowed = method === "GET" || writers.includes(role);
        assertEquals(status, allowed ? method === "DELETE" ? 204 : 200 : 403, name);
        if (!allowed) assertEquals(json, FORBIDDEN, name);
      }
      if (!writers.includes(role)) assertEquals(google.events(GRACE, id), before);
    }),
  );

  Deno.test(
    `${role}: a list carries the calendar's own fields and the role`,
    sharedAs(role, async ({ google, asAda, events, id }) => {
      google.setDefaultReminders(ADA, [{ method: "email", minutes: 30 }], id);
      for (const path of ["", "/series/instances"]) {
        const { json } = await asAda("GET", events + path);
        assertEquals([json.summary, json.timeZone, json.accessRole, json.defaultReminders], [
          "Team",
          "Europe/Berlin",
          role,
          [{ method: "email", minutes: 30 }],
        ]);
      }
    }),
  );

  Deno.test(
    `${role}: free/busy and calendars.get can be read`,
    sharedAs(role, async ({ asAda, id }) => {
      const { json } = await asAda("POST", "/freeBusy", { ...day, items: [{ id }] });
      assertEquals(json.calendars[id], {
        busy: [{ start: "2027-01-15T16:00:00Z", end: "2027-01-15T17:00:00Z" }],
      });
      const own = await asAda("GET", `/calendars/${encodeURIComponent(id)}`);
      assertEquals([own.status, own.json.summary, own.json.dataOwner], [200, "Team", GRACE]);
    }),
  );
}

const day = { timeMin: "2027-01-15T00:00:00Z", timeMax: "2027-01-16T00:00:00Z" };

Deno.test(
  "without a role every method answers 404, and free/busy an error in its place",
  sharedAs("none", async ({ asAda, events, id }) => {
    for (const [name, method, path, body] of methods) {
      const { status, json } = await asAda(method, events + path, body);
      assertEquals([status, reasonOf(json)], [404, "notFound"], name);
    }
    const { status, json } = await asAda("POST", "/freeBusy", { ...day, items: [{ id }] });
    assertEquals([status, json.calendars[id]], [200, {
      errors: [{ domain: "global", reason: "notFound" }],
      busy: [],
    }]);
    const list = await asAda("GET", "/users/me/calendarList");
    assertEquals(list.json.items.map((entry: Json) => entry.id), [ADA]);
  }),
);

Deno.test(
  "a role that is taken is gone at once, and a changed role counts at once",
  sharedAs("writer", async ({ google, asAda, events, id }) => {
    const insert = async () => (await asAda("POST", events, lecture)).status;
    assertEquals(await insert(), 200);
    google.shareCalendar(id, ADA, "reader");
    assertEquals(await insert(), 403);
    google.shareCalendar(id, ADA, "none");
    assertEquals(await insert(), 404);
  }),
);

Deno.test(
  "freeBusyReader gets the times of events and nothing else",
  sharedAs("freeBusyReader", async ({ asAda, events }) => {
    const { json } = await asAda("GET", events);
    const [single, weekly] = json.items;
    assertEquals(Object.keys(single).toSorted(), [
      ...["end", "etag", "htmlLink", "iCalUID", "id", "kind"],
      ...["start", "status", "updated", "visibility"],
    ]);
    assertEquals([single.visibility, single.start.dateTime], [
      "private",
      "2027-01-15T17:00:00+01:00",
    ]);
    assertEquals([weekly.recurrence, "summary" in weekly], [series.recurrence, false]);
    const [first] = (await asAda("GET", `${events}/series/instances`)).json.items;
    assertEquals([first.recurringEventId, "summary" in first], ["series", false]);
    assertEquals((await asAda("GET", `${events}/single`)).json, single);
  }),
);

Deno.test(
  "freeBusyReader cannot search for what is hidden",
  sharedAs("freeBusyReader", async ({ google, asAda, events, id }) => {
    for (const query of ["q=secret", "q=room", "eventTypes=focusTime"]) {
      assertEquals((await asAda("GET", `${events}?${query}`)).json.items, [], query);
    }
    google.shareCalendar(id, ADA, "reader");
    const { json } = await asAda("GET", `${events}?q=secret`);
    assertEquals(json.items.map((event: Json) => event.id), ["series"]);
  }),
);

const privacy: [role: Role, visibility: string, attendee: boolean, summary: boolean][] = [
  ["freeBusyReader", "public", false, true],
  ["freeBusyReader", "default", true, false],
  ["freeBusyReader", "private", true, false],
  ["reader", "public", false, true],
  ["reader", "default", false, true],
  ["reader", "private", false, false],
  ["reader", "confidential", false, false],
  ["reader", "private", true, true],
  ["writerWithoutPrivateAccess", "private", false, false],
  ["writer", "private", false, true],
  ["owner", "private", false, true],
];
for (const [role, visibility, invited, shown] of privacy) {
  const who = invited ? ", invited," : "";
  Deno.test(
    `${role}${who} ${shown ? "sees" : "does not see"} the details of a ${visibility} event`,
    sharedAs(role, async ({ asAda, asGrace, events }) => {
      const body = { ...lecture, id: "hidden", visibility };
      const attendees = invited ? [{ email: ADA }] : undefined;
      await asGrace("POST", events, { ...body, attendees });
      const { status, json } = await asAda("GET", `${events}/hidden`);
      assertEquals([status, json.summary], [200, shown ? lecture.summary : undefined]);
      assertEquals(json.visibility, shown ? visibility : "private");
    }),
  );
}

Deno.test(
  "writerWithoutPrivateAccess cannot change what is hidden",
  sharedAs("writerWithoutPrivateAccess", async ({ asAda, asGrace, events }) => {
    await asGrace("POST", events, { ...lecture, id: "hidden", visibility: "private" });
    for (const [method, body] of [["PATCH", { summary: "New" }], ["DELETE"]] as const) {
      const { status, json } = await asAda(method, `${events}/hidden`, body);
      assertEquals([status, reasonOf(json)], [403, "requiredAccessLevel"], method);
    }
  }),
);
