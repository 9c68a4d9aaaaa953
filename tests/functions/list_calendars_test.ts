/** The calendars of every connected account, with and without the scope for the list. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

useSettings({ CALENDAR_LIST: "on" });
const { stack, call, connect, follow } = await startScenario();
const { google } = stack;
closeAtEnd(stack);

const GOOGLES = "https://www.googleapis.com/auth/";
const EVENTS_ALONE = [`${GOOGLES}calendar.events`];

/** Adds another Google account, which the user confirms. Returns its id. */
async function addAccount(user: TestUser, email: string, scopes?: string[]): Promise<string> {
  const { body } = await call("POST /oauth-initiate", { user, body: { add_account: true } });
  const address = await follow(await google.approve(body.authorization_url, { email, scopes }));
  const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
  const confirmed = await call("POST /oauth-callback/confirm", { user, body: { confirmation } });
  assertEquals(confirmed.status, 200, JSON.stringify(confirmed.body));
  return confirmed.body.accounts.find((one: { google_email: string }) => one.google_email === email)
    .account_id;
}

const list = (user: TestUser, query = "") => call(`GET /list-calendars/users/me${query}`, { user });
const named = ({ body }: { body: { calendars: { summary: string }[] } }) =>
  body.calendars.map(({ summary }) => summary);

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const lectures = google.addCalendar("ada@example.com", {
  summary: "Lectures",
  time_zone: "America/New_York",
});
const hidden = google.addCalendar("ada@example.com", "Old things");
google.changeCalendarEntry("ada@example.com", hidden, { hidden: true });
const department = google.addCalendar("grace@example.com", "Department");
google.shareCalendar(department, "ada@example.com", "reader");
const rooms = google.addCalendar("grace@example.com", "Rooms");
google.shareCalendar(rooms, "ada@example.com", "freeBusyReader");

Deno.test("without a connection there is nothing to list", async () => {
  const { status, body } = await list(ada);
  assertEquals([status, body.code], [409, "calendar_not_connected"]);
  assertEquals((await call("GET /list-calendars/users/me")).status, 401);
});

Deno.test("the list has every calendar that Google's own list shows, with its role", async () => {
  await connect(ada);
  const { status, body } = await list(ada);
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(body.unavailable, []);
  const byName = Object.fromEntries(
    body.calendars.map((one: { summary: string }) => [one.summary, one]),
  );
  assertEquals(Object.keys(byName).length, 4, Object.keys(byName).join());
  const [primary] = body.calendars.filter((one: { primary: boolean }) => one.primary);
  assertEquals(
    [primary.id, primary.access_role, primary.writable, primary.account_id],
    ["ada@example.com", "owner", true, ada.id],
  );
  assertEquals(primary.conference_types, ["google_meet"]);
  assertEquals(
    [byName.Lectures.id, byName.Lectures.time_zone, byName.Lectures.writable],
    [lectures, "America/New_York", true],
  );
  assertEquals(
    [byName.Department.access_role, byName.Department.writable],
    ["reader", false],
  );
  assertEquals([byName.Rooms.access_role, byName.Rooms.writable], ["freeBusyReader", false]);
});

Deno.test("each calendar of the list works as calendar_id, as far as its role allows", async () => {
  const { body } = await list(ada);
  for (const { id, summary, writable, access_role } of body.calendars) {
    const event = { summary, start_date: "2026-08-15", end_date: "2026-08-16", calendar_id: id };
    const created = await call("POST /create-calendar-event/users/me/calendar/events", {
      user: ada,
      body: event,
    });
    assertEquals(created.status, writable ? 201 : 403, summary);
    if (!writable) assertEquals(created.body.code, "google_permission_denied", summary);
    const listed = await call(
      `GET /calendar-events/users/me?calendar_id=${encodeURIComponent(id)}`,
      { user: ada },
    );
    assertEquals(listed.status, 200, summary);
    const free = await call(
      `GET /find-free-time/users/me?time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z&calendar_id=${
        encodeURIComponent(id)
      }`,
      { user: ada },
    );
    assertEquals([free.status, free.body.busy.length], [200, writable ? 1 : 0], access_role);
  }
});

Deno.test("a second account adds its calendars; without the scope for the list only its primary one", async () => {
  const work = await addAccount(ada, "alan@example.com", EVENTS_ALONE);
  const { body } = await list(ada);
  const others = body.calendars.filter((one: { account_id: string }) => one.account_id === work);
  assertEquals(body.calendars.length, 5);
  assertEquals(others.length, 1);
  const [primary] = others;
  assertEquals(
    [primary.id, primary.primary, primary.writable, primary.selected],
    ["alan@example.com", true, true, true],
  );
  assert(primary.time_zone && primary.summary);
  assertEquals(named(await list(ada, `?account_id=${work}`)), [primary.summary]);
  const unknown = await list(ada, `?account_id=${crypto.randomUUID()}`);
  assertEquals([unknown.status, unknown.body.code], [404, "account_not_found"]);
  assertEquals((await list(ada, "?account_id=x")).status, 422);
});

Deno.test("an account that is dead or not answering leaves the others as they are", async () => {
  const { body: connection } = await call("GET /calendar-connection/users/me", { user: ada });
  const work = connection.accounts.find((one: { is_default: boolean }) => !one.is_default);
  google.revokeGrant("alan@example.com");
  await stack.sql(
    "update google_calendar.users set google_token_expiry = now() where id = $1",
    [work.account_id],
  );
  const { status, body } = await list(ada);
  assertEquals([status, body.calendars.length], [200, 4]);
  assertEquals(body.unavailable, [{ account_id: work.account_id, code: "reconnect_required" }]);
  const alone = await list(ada, `?account_id=${work.account_id}`);
  assertEquals([alone.status, alone.body.code], [401, "reconnect_required"]);
});

Deno.test("pages are read to the end, and a malformed list is no empty one", async () => {
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  await connect(grace);
  for (let i = 0; i < 260; i++) google.addCalendar("grace@example.com", `Calendar ${i}`);
  assertEquals((await list(grace)).body.calendars.length, 263);
  const stop = google.fail("calendarList.list", { status: 200, body: "{}", times: 1 });
  const { status, body } = await list(grace);
  stop();
  assertEquals([status, body.code], [502, "google_bad_response"]);
});
