import { assertEquals } from "@std/assert";
import { ADA, api, CALENDAR_LIST, connect, GRACE, reasonOf, withGoogle } from "../testing.ts";
import { Steps, withCalendar } from "./syncSteps.ts";

const FIRST = { showDeleted: true, maxResults: 100 };
const incompatible: [name: string, value: string][] = [
  ["timeMin", "2027-01-01T00:00:00Z"],
  ["timeMax", "2027-01-01T00:00:00Z"],
  ["updatedMin", "2027-01-01T00:00:00Z"],
  ["q", "x"],
  ["iCalUID", "x"],
  ["orderBy", "updated"],
  ["privateExtendedProperty", "a=b"],
  ["sharedExtendedProperty", "a=b"],
  ["showDeleted", "false"],
  ["singleEvents", "true"],
  ["eventTypes", "default"],
];
for (const [name, value] of incompatible) {
  Deno.test(
    `a sync token with ${name}=${value} answers 400`,
    withCalendar(async (ada) => {
      const { next } = await ada.all({ ...FIRST, timeMin: "2027-01-01T00:00:00Z" });
      assertEquals((await ada.list({ ...FIRST, syncToken: next, maxResults: 5 })).status, 200);
      const answer = await ada.list({ ...FIRST, syncToken: next, [name]: value });
      assertEquals([answer.status, reasonOf(answer.json)], [400, "badRequest"]);
    }),
  );
}

Deno.test(
  "a sync token of another calendar or person answers 400, and after a change of role 410",
  withCalendar(async (ada, google) => {
    const team = google.addCalendar("ada@example.com", "Team");
    google.shareCalendar(team, GRACE, "reader");
    const grace = new Steps(google, (await connect(google, GRACE)).access_token, team);
    const theirs = new Steps(google, ada.token, team);
    const { next } = await theirs.all();
    assertEquals((await ada.list({ syncToken: next })).status, 400);
    assertEquals((await grace.list({ syncToken: next })).status, 400);
    const own = (await grace.all()).next;
    assertEquals((await grace.list({ syncToken: own })).status, 200);
    google.shareCalendar(team, GRACE, "writer");
    assertEquals((await grace.list({ syncToken: own })).status, 410);
  }),
);

Deno.test(
  "an expired sync token answers 410 with Google's body",
  withCalendar(async (ada, google) => {
    const { next } = await ada.all();
    google.expireSyncTokens();
    const { status, json } = await ada.list({ syncToken: next });
    assertEquals(status, 410);
    assertEquals(json, {
      error: {
        code: 410,
        message: "Sync token is no longer valid, a full sync is required.",
        errors: [{
          message: "Sync token is no longer valid, a full sync is required.",
          domain: "calendar",
          reason: "fullSyncRequired",
          location: "syncToken",
          locationType: "parameter",
        }],
      },
    });
    const again = (await ada.all()).next;
    assertEquals((await ada.list({ syncToken: again })).status, 200);
    google.setSync({ sync_tokens_expire: 60 });
    assertEquals((await ada.list({ syncToken: again })).status, 200);
    google.clock.advance(61);
    assertEquals((await ada.list({ syncToken: again })).status, 410);
  }),
);

Deno.test(
  "one calendar's tokens can expire, or always answer 410",
  withCalendar(async (ada, google) => {
    const team = new Steps(google, ada.token, google.addCalendar("ada@example.com", "Team"));
    const [own, theirs] = [(await ada.all()).next, (await team.all()).next];
    google.expireSyncTokens(team.calendar);
    assertEquals((await ada.list({ syncToken: own })).status, 200);
    assertEquals((await team.list({ syncToken: theirs })).status, 410);
    google.setSync({ always_410: true }, team.calendar);
    const fresh = (await team.all()).next;
    assertEquals((await team.list({ syncToken: fresh })).status, 410);
    assertEquals((await ada.list({ syncToken: own })).status, 200);
  }),
);

Deno.test(
  "the calendar list has deltas too: new, changed and lost calendars",
  withGoogle(async (google) => {
    const scope = `openid ${CALENDAR_LIST}`;
    const { access_token } = await connect(google, GRACE, { scope });
    const list = async (query = "") => {
      const path = `/users/me/calendarList?${query}`;
      return (await api(google, access_token, "GET", path)).json;
    };
    const [kept, lost] = [google.addCalendar(ADA, "Kept"), google.addCalendar(ADA, "Lost")];
    for (const id of [kept, lost]) google.shareCalendar(id, GRACE, "reader");
    const { nextSyncToken, items } = await list();
    assertEquals(items.map(({ id }: { id: string }) => id), [GRACE, kept, lost]);
    assertEquals((await list(`syncToken=${nextSyncToken}`)).items, []);
    google.shareCalendar(lost, GRACE, "none");
    google.changeCalendarEntry(GRACE, kept, { hidden: true });
    const delta = await list(`syncToken=${nextSyncToken}`);
    assertEquals(
      delta.items.map(({ id, hidden, deleted }: Record<string, unknown>) => [id, hidden, deleted]),
      [[kept, true, undefined], [lost, undefined, true]],
    );
    assertEquals((await list(`syncToken=${delta.nextSyncToken}`)).items, []);
    const narrowed = await list(`syncToken=${delta.nextSyncToken}&minAccessRole=owner`);
    assertEquals(reasonOf(narrowed), "badRequest");
    google.expireSyncTokens();
    const expired = await list(`syncToken=${delta.nextSyncToken}`);
    assertEquals([expired.error.code, reasonOf(expired)], [410, "fullSyncRequired"]);
  }),
);
