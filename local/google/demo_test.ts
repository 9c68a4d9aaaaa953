import { assert, assertEquals } from "@std/assert";
import { addDemoCalendars, DEPARTMENT, HOLIDAYS, LECTURES } from "./demo.ts";
import { ADA, api, connect, GRACE, withGoogle } from "./testing.ts";

Deno.test(
  "Ada has a second calendar, one to read only and one of holidays, and each has events",
  withGoogle(async (google) => {
    addDemoCalendars(google);
    const roles = google.calendars(ADA).map(({ id, accessRole }) => [id, accessRole]);
    assertEquals(roles, [
      [ADA, "owner"],
      [LECTURES, "owner"],
      [DEPARTMENT, "reader"],
      [HOLIDAYS, "reader"],
    ]);
    const { access_token } = await connect(google);
    const timeMin = new Date(google.clock.now()).toISOString();
    for (const id of [LECTURES, DEPARTMENT, HOLIDAYS]) {
      const query = new URLSearchParams({ timeMin, singleEvents: "true" });
      const path = `/calendars/${encodeURIComponent(id)}/events?${query}`;
      const { status, json } = await api(google, access_token, "GET", path);
      assertEquals(status, 200);
      assert(json.items.length > 0 && json.items[0].summary, id);
    }
    assertEquals(google.calendars(GRACE).map(({ id }) => id), [GRACE, DEPARTMENT]);
  }),
);

Deno.test(
  "the demo's calendars are added once, and stay as a person changed them",
  withGoogle((google) => {
    addDemoCalendars(google);
    google.deleteCalendar(LECTURES);
    google.changeCalendarEntry(ADA, HOLIDAYS, { hidden: true });
    const before = [google.calendars(ADA), google.events(GRACE, DEPARTMENT)];
    addDemoCalendars(google);
    assertEquals([google.calendars(ADA), google.events(GRACE, DEPARTMENT)], before);
    return Promise.resolve();
  }),
);
