import { assertEquals } from "@std/assert";
import { ADA, api, connect, GRACE, lecture, reasonOf, withGoogle } from "../testing.ts";

const HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";
const pathOf = (id: string) => `/calendars/${encodeURIComponent(id)}/events`;

Deno.test(
  "the events of a shared calendar are the same for all who share it",
  withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, "Team");
    google.shareCalendar(id, ADA, "writer");
    const [ada, grace] = [await connect(google), await connect(google, GRACE)];
    const made = await api(google, ada.access_token, "POST", pathOf(id), { body: lecture });
    assertEquals(made.json.creator, { email: ADA });
    assertEquals(made.json.organizer, { email: id, displayName: "Team", self: true });
    const path = `${pathOf(id)}/${made.json.id}`;
    assertEquals((await api(google, grace.access_token, "GET", path)).json, made.json);

    const change = { body: { summary: "Moved" } };
    const changed = await api(google, grace.access_token, "PATCH", path, change);
    assertEquals((await api(google, ada.access_token, "GET", path)).json, changed.json);
    await api(google, ada.access_token, "DELETE", path);
    assertEquals((await api(google, grace.access_token, "DELETE", path)).status, 410);
    assertEquals(google.events(GRACE), []);
  }),
);

Deno.test(
  "a shared primary calendar keeps its owner as the organizer, whoever writes",
  withGoogle(async (google) => {
    google.shareCalendar(GRACE, ADA, "writer");
    const { access_token } = await connect(google);
    const { json } = await api(google, access_token, "POST", pathOf(GRACE), { body: lecture });
    assertEquals([json.creator, json.organizer], [{ email: ADA }, { email: GRACE, self: true }]);
    assertEquals(google.events(GRACE).length, 1);
    assertEquals(google.events(ADA), []);
    google.rename(GRACE, "admiral@example.com");
    const list = await api(google, access_token, "GET", pathOf("admiral@example.com"));
    assertEquals(list.json.items.length, 1);
    const renamed = google.calendars(ADA)[1]!;
    assertEquals([renamed.id, renamed.primary], ["admiral@example.com", undefined]);
  }),
);

Deno.test(
  "a holiday calendar is Google's own: everybody who has it reads the same events",
  withGoogle(async (google) => {
    const holidays = { id: HOLIDAYS, summary: "Holidays in United Kingdom" };
    for (const email of [ADA, GRACE]) google.addCalendar(email, holidays);
    google.plant(GRACE, {
      id: "christmas",
      summary: "Christmas Day",
      start: { date: "2027-12-25" },
      end: { date: "2027-12-26" },
      transparency: "transparent",
      visibility: "public",
    }, HOLIDAYS);
    const { access_token } = await connect(google);
    const { json } = await api(google, access_token, "GET", pathOf(HOLIDAYS));
    assertEquals([json.accessRole, json.items[0].summary], ["reader", "Christmas Day"]);
    assertEquals(json.items[0].creator, { email: HOLIDAYS, self: true });
    const { displayName, self } = json.items[0].organizer;
    assertEquals([displayName, self], [holidays.summary, true]);
    const body = { summary: "Mine" };
    const path = `${pathOf(HOLIDAYS)}/christmas`;
    const refused = await api(google, access_token, "PATCH", path, { body });
    assertEquals([refused.status, reasonOf(refused.json)], [403, "requiredAccessLevel"]);
  }),
);

Deno.test(
  "a deleted calendar answers 404 to everybody",
  withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, "Team");
    google.shareCalendar(id, ADA, "writer");
    google.deleteCalendar(id);
    for (const email of [ADA, GRACE]) {
      const { access_token } = await connect(google, email);
      const { status, json } = await api(google, access_token, "GET", pathOf(id));
      assertEquals([status, reasonOf(json)], [404, "notFound"]);
      assertEquals(google.calendars(email)[1]?.deleted, true);
    }
  }),
);

Deno.test(
  "a calendar that was only removed from the list can still be read and written",
  withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, "Team");
    google.shareCalendar(id, ADA, "writer");
    google.changeCalendarEntry(ADA, id, { deleted: true });
    const { access_token } = await connect(google);
    const { status } = await api(google, access_token, "POST", pathOf(id), { body: lecture });
    assertEquals(status, 200);
  }),
);

Deno.test(
  "a scope for own calendars does not open those of others",
  withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, "Team");
    const scope = "https://www.googleapis.com/auth/calendar.events.owned";
    for (const [role, expected] of [["writer", 403], ["owner", 200]] as const) {
      google.shareCalendar(id, ADA, role);
      const { access_token } = await connect(google, ADA, { scope });
      const shared = await api(google, access_token, "GET", pathOf(id));
      assertEquals(shared.status, expected, role);
      if (expected === 403) assertEquals(reasonOf(shared.json), "insufficientPermissions");
      assertEquals((await api(google, access_token, "GET", pathOf("primary"))).status, 200);
    }
  }),
);

Deno.test(
  "a calendar whose conferences do not include Meet makes none",
  withGoogle(async (google) => {
    const id = google.addCalendar(ADA, { summary: "Plain", conference_types: [] });
    const { access_token } = await connect(google);
    const body = { ...lecture, conferenceData: { createRequest: { requestId: "one" } } };
    const path = `${pathOf(id)}?conferenceDataVersion=1`;
    const { status, json } = await api(google, access_token, "POST", path, { body });
    assertEquals([status, reasonOf(json)], [400, "invalid"]);
  }),
);
