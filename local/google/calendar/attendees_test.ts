import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, GRACE, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type As = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: Json }>;

const invitation = {
  ...lecture,
  id: "invitation",
  attendees: [{ email: ADA }, { email: GRACE }, { email: "guest@example.com" }],
  extendedProperties: { private: { note: "Ada's" }, shared: { room: "one" } },
};

/** Runs a test on an event of Ada's that Grace is invited to. */
function invited(test: (people: { ada: As; grace: As; google: Google }) => Promise<void>) {
  return withGoogle(async (google) => {
    const as = async (email: string): Promise<As> => {
      const { access_token } = await connect(google, email);
      return (method, path, body) => api(google, access_token, method, `${PATH}${path}`, { body });
    };
    const [ada, grace] = [await as(ADA), await as(GRACE)];
    await ada("POST", "?sendUpdates=all", invitation);
    await test({ ada, grace, google });
  });
}

const answerOf = ({ json }: { json: Json }, email: string) =>
  json.attendees.find((guest: Json) => guest.email === email).responseStatus;

Deno.test(
  "a guest cannot change what belongs to the organizer",
  invited(async ({ ada, grace }) => {
    const { status, json } = await grace("PATCH", "/invitation", { summary: "Mine now" });
    assertEquals([status, reasonOf(json)], [403, "forbiddenForNonOrganizer"]);
    assertEquals((await ada("GET", "/invitation")).json.summary, "Lecture 5");
  }),
);

Deno.test(
  "an invitation takes its id in the guest's calendar too",
  invited(async ({ grace }) => {
    const { status, json } = await grace("POST", "", { ...lecture, id: "invitation" });
    assertEquals([status, reasonOf(json)], [409, "duplicate"]);
    const copy = await grace("GET", "/invitation");
    assertEquals(copy.json.creator, { email: ADA });
    assertEquals(copy.json.organizer, { email: ADA });
  }),
);

Deno.test(
  "a guest's copy has the organizer's id and shared properties, and none of the private ones",
  invited(async ({ ada, grace }) => {
    const own = (await ada("GET", "/invitation")).json;
    const copy = (await grace("GET", "/invitation")).json;
    assertEquals([copy.id, copy.iCalUID], [own.id, own.iCalUID]);
    assertEquals(copy.extendedProperties, { shared: { room: "one" } });
    assertEquals(own.attendees, [
      { email: ADA, responseStatus: "accepted", organizer: true, self: true },
      { email: GRACE, responseStatus: "needsAction" },
      { email: "guest@example.com", responseStatus: "needsAction" },
    ]);
    assertEquals(copy.attendees[1], { email: GRACE, responseStatus: "needsAction", self: true });
  }),
);

Deno.test(
  "a guest's answer reaches the organizer, and their own reminders stay theirs",
  invited(async ({ ada, grace }) => {
    const body = {
      attendees: [{ email: GRACE, responseStatus: "accepted" }],
      reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 5 }] },
    };
    const { status } = await grace("PATCH", "/invitation", body);
    assertEquals(status, 200);
    const own = await ada("GET", "/invitation");
    assertEquals([answerOf(own, GRACE), own.json.attendees.length], ["accepted", 3]);
    assertEquals(own.json.reminders, { useDefault: true });
    await ada("PATCH", "/invitation", { summary: "Later" });
    const copy = (await grace("GET", "/invitation")).json;
    assertEquals([copy.summary, copy.reminders.useDefault], ["Later", false]);
  }),
);

Deno.test(
  "a guest who deletes their copy has declined",
  invited(async ({ ada, grace, google }) => {
    assertEquals((await grace("DELETE", "/invitation")).status, 204);
    assertEquals(answerOf(await ada("GET", "/invitation"), GRACE), "declined");
    assertEquals([google.events(ADA).length, google.events(GRACE).length], [1, 0]);
  }),
);

Deno.test(
  "an event that is deleted, or that a guest is removed from, leaves the guest's calendar",
  invited(async ({ ada, grace, google }) => {
    await ada("PATCH", "/invitation", { attendees: [{ email: ADA }] });
    assertEquals((await grace("GET", "/invitation")).json.status, "cancelled");
    await ada("PATCH", "/invitation", { attendees: [{ email: GRACE }] });
    assertEquals(google.events(GRACE).length, 1);
    await ada("DELETE", "/invitation");
    assertEquals([google.events(ADA).length, google.events(GRACE).length], [0, 0]);
  }),
);

Deno.test(
  "an invitation does not replace a guest's own event with the same id",
  invited(async ({ ada, grace }) => {
    await grace("POST", "", { ...lecture, id: "graces", summary: "Grace's own" });
    await ada("POST", "", { ...invitation, id: "graces" });
    assertEquals((await grace("GET", "/graces")).json.summary, "Grace's own");
  }),
);

Deno.test(
  "a guest may change an event with guestsCanModify",
  invited(async ({ ada, grace }) => {
    await ada("PATCH", "/invitation", { guestsCanModify: true });
    assertEquals((await grace("PATCH", "/invitation", { summary: "Ours" })).status, 200);
    assertEquals((await ada("GET", "/invitation")).json.summary, "Ours");
  }),
);
