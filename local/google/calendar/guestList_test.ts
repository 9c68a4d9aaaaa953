import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, GRACE, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
const ALAN = "alan@example.com";
const BO = "bo@elsewhere.example";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type As = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: Json }>;

const full = {
  email: GRACE,
  displayName: "Grace",
  optional: true,
  comment: "By train",
  additionalGuests: 2,
  responseStatus: "accepted",
};
const room = { email: "room@resource.calendar.google.com", resource: true };
const invitation = {
  ...lecture,
  id: "invitation",
  attendees: [{ email: ADA }, full, { email: BO }, room],
};

/** Runs a test on an event of Ada's that Grace, a stranger and a room are invited to. */
function invited(
  test: (people: { ada: As; grace: As; google: Google }) => Promise<void>,
  more: object = {},
) {
  return withGoogle(async (google) => {
    const as = async (email: string): Promise<As> => {
      const { access_token } = await connect(google, email);
      return (method, path, body) => api(google, access_token, method, `${PATH}${path}`, { body });
    };
    const [ada, grace] = [await as(ADA), await as(GRACE)];
    assertEquals((await ada("POST", "", { ...invitation, ...more })).status, 200);
    await test({ ada, grace, google });
  });
}

const of = ({ json }: { json: Json }, email: string) =>
  json.attendees.find((guest: Json) => guest.email === email);
const emails = ({ json }: { json: Json }) => json.attendees.map(({ email }: Json) => email);

Deno.test(
  "everything that can be said of a guest is stored and answered",
  invited(async ({ ada, grace }) => {
    const own = await ada("GET", "/invitation");
    assertEquals(of(own, GRACE), full);
    assertEquals(of(own, room.email), { ...room, responseStatus: "needsAction" });
    assertEquals(of(await grace("GET", "/invitation"), GRACE), { ...full, self: true });
  }),
);

Deno.test(
  "a list written by the organizer replaces the old one as a whole",
  invited(async ({ ada, grace }) => {
    const attendees = [{ email: ADA }, { email: GRACE }];
    const changed = await ada("PATCH", "/invitation", { attendees });
    assertEquals(emails(changed), [ADA, GRACE]);
    assertEquals(of(changed, GRACE), { email: GRACE, responseStatus: "needsAction" });
    const copy = await grace("GET", "/invitation");
    assertEquals(of(copy, GRACE), { email: GRACE, responseStatus: "needsAction", self: true });
  }),
);

Deno.test(
  "with attendeesOmitted a guest changes their own entry alone, and the organizer sees it",
  invited(async ({ ada, grace }) => {
    const answer = { email: GRACE, responseStatus: "declined", comment: "Ill" };
    const { status, json } = await grace("PATCH", "/invitation", {
      attendeesOmitted: true,
      attendees: [answer],
    });
    assertEquals([status, json.attendees.length, "attendeesOmitted" in json], [200, 4, false]);
    const own = await ada("GET", "/invitation");
    assertEquals(own.json.attendees.length, 4);
    assertEquals(of(own, GRACE), { ...answer, displayName: "Grace", optional: true });
  }),
);

Deno.test(
  "with attendeesOmitted the organizer's list stays, and nobody is invited",
  invited(async ({ ada }) => {
    const changed = await ada("PATCH", "/invitation", {
      attendeesOmitted: true,
      attendees: [{ email: ADA, responseStatus: "tentative" }, { email: ALAN }],
    });
    assertEquals(emails(changed), [ADA, GRACE, BO, room.email]);
    assertEquals(of(changed, ADA).responseStatus, "tentative");
    assertEquals(of(changed, GRACE), full);
    const none = await ada("PATCH", "/invitation", { attendeesOmitted: true, summary: "New" });
    assertEquals([emails(none).length, none.json.summary], [4, "New"]);
  }),
);

Deno.test(
  "a guest's entry without an answer is an answer taken back, not one given",
  invited(async ({ ada, grace }) => {
    await grace("PATCH", "/invitation", { attendees: [{ email: GRACE }] });
    assertEquals(of(await ada("GET", "/invitation"), GRACE).responseStatus, "needsAction");
  }),
);

Deno.test(
  "a guest cannot answer for others, and may invite others unless that is forbidden",
  invited(async ({ ada, grace }) => {
    const attendees = [full, { email: BO, responseStatus: "accepted" }, { email: ALAN }];
    await grace("PATCH", "/invitation", { attendees });
    const own = await ada("GET", "/invitation");
    assertEquals(emails(own), [ADA, GRACE, BO, room.email, ALAN]);
    assertEquals(of(own, BO).responseStatus, "needsAction");
    await ada("PATCH", "/invitation", { guestsCanInviteOthers: false });
    await grace("PATCH", "/invitation", { attendees: [full, { email: "di@elsewhere.example" }] });
    assertEquals(emails(await ada("GET", "/invitation")).length, 5);
  }),
);

Deno.test(
  "a guest may change what is theirs, and send back what is shared unchanged",
  invited(async ({ ada, grace }) => {
    const own = {
      transparency: "transparent",
      colorId: "3",
      reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 3 }] },
      extendedProperties: { private: { note: "Grace's" } },
    };
    const changed = await grace("PATCH", "/invitation", own);
    assertEquals([changed.status, changed.json.extendedProperties], [200, own.extendedProperties]);
    const organizers = (await ada("GET", "/invitation")).json;
    for (const field of ["transparency", "colorId", "extendedProperties"]) {
      assertEquals(field in organizers, false, field);
    }
    const { json } = await grace("GET", "/invitation");
    assertEquals((await grace("PATCH", "/invitation", json)).status, 200);
    assertEquals((await grace("PUT", "/invitation", json)).status, 200);
    const refused = [
      { summary: "Mine" },
      { location: "Here" },
      { start: { dateTime: "2027-01-15T09:00:01-07:00" } },
      { visibility: "private" },
      { extendedProperties: { shared: { room: "two" } } },
      { guestsCanModify: true },
    ];
    for (const body of refused) {
      const { status, json } = await grace("PATCH", "/invitation", body);
      assertEquals([status, reasonOf(json)], [403, "forbiddenForNonOrganizer"]);
    }
  }),
);

Deno.test(
  "a guest's answer to one occurrence reaches the organizer's occurrence alone",
  invited(async ({ ada, grace }) => {
    const id = "invitation_20270116T160000Z";
    const attendees = [{ email: GRACE, responseStatus: "declined" }];
    await grace("PATCH", `/${id}`, { attendeesOmitted: true, attendees });
    assertEquals(of(await ada("GET", `/${id}`), GRACE).responseStatus, "declined");
    assertEquals(of(await ada("GET", "/invitation"), GRACE).responseStatus, "accepted");
    await ada("DELETE", "/invitation");
    const left = await grace("GET", "?singleEvents=false");
    assertEquals(left.json.items, []);
  }, {
    start: { ...lecture.start, timeZone: "America/Denver" },
    end: { ...lecture.end, timeZone: "America/Denver" },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
  }),
);

Deno.test(
  "a list longer than maxAttendees is answered as the reader's own entry, and says so",
  invited(async ({ ada, grace }) => {
    for (const path of ["/invitation?maxAttendees=3", "?maxAttendees=3"]) {
      const { json } = await grace("GET", path);
      const event = json.items?.[0] ?? json;
      assertEquals([event.attendees, event.attendeesOmitted], [[{ ...full, self: true }], true]);
    }
    const whole = await grace("GET", "/invitation?maxAttendees=4");
    assertEquals([whole.json.attendees.length, "attendeesOmitted" in whole.json], [4, false]);
    const changed = await ada("PATCH", "/invitation?maxAttendees=1", { summary: "New" });
    assertEquals([changed.json.attendees.length, changed.json.attendeesOmitted], [1, true]);
    for (const bad of ["0", "-1", "x"]) {
      const { status, json } = await ada("PATCH", `/invitation?maxAttendees=${bad}`, {});
      assertEquals([status, json.error.errors[0].location], [400, "maxAttendees"]);
    }
    assertEquals((await ada("GET", "/invitation")).json.attendees.length, 4);
  }),
);

Deno.test(
  "Google can be told to leave guests out, and what it leaves out stays invited",
  invited(async ({ ada, google }) => {
    google.omitGuests(ADA, "invitation", 1);
    const cut = (await ada("GET", "/invitation")).json;
    assertEquals([emails({ json: cut }), cut.attendeesOmitted], [[ADA, GRACE], true]);
    const changed = (await ada("PATCH", "/invitation", { summary: "New" })).json;
    assertEquals([changed.attendees.length, changed.attendeesOmitted], [2, true]);
    google.omitGuests(ADA, "invitation", Infinity);
    assertEquals((await ada("GET", "/invitation")).json.attendees.length, 4);
  }),
);

Deno.test(
  "guests who cannot see each other see themselves",
  invited(async ({ ada, grace }) => {
    const { json } = await grace("GET", "/invitation");
    assertEquals([emails({ json }), json.attendeesOmitted], [[GRACE], true]);
    assertEquals((await ada("GET", "/invitation")).json.attendees.length, 4);
  }, { guestsCanSeeOtherGuests: false }),
);
