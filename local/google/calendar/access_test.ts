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
  refresh,
  withGoogle,
} from "../testing.ts";

const EVENTS_PATH = "/calendars/primary/events";

Deno.test(
  "the calendar refuses a missing, unknown and expired access token",
  withGoogle(async (google) => {
    const none = await fetch(`${google.url}/calendar/v3${EVENTS_PATH}`);
    assertEquals([none.status, reasonOf(await none.json())], [401, "required"]);
    const unknown = await api(google, "made-up", "GET", EVENTS_PATH);
    assertEquals([unknown.status, reasonOf(unknown.json)], [401, "authError"]);

    const { access_token, refresh_token } = await connect(google);
    google.clock.advance(3599);
    assertEquals((await api(google, access_token, "GET", EVENTS_PATH)).status, 200);
    google.clock.advance(1);
    const expired = await api(google, access_token, "GET", EVENTS_PATH);
    assertEquals([expired.status, reasonOf(expired.json)], [401, "authError"]);
    const { json } = await refresh(google, refresh_token);
    assertEquals((await api(google, json.access_token, "GET", EVENTS_PATH)).status, 200);
  }),
);

Deno.test(
  "an access token in the query string is refused",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const url = `${google.url}/calendar/v3${EVENTS_PATH}?access_token=${access_token}`;
    const response = await fetch(url);
    assertEquals(response.status, 401);
    await response.body?.cancel();
  }),
);

const query = { timeMin: "2027-01-01T00:00:00Z", timeMax: "2027-01-02T00:00:00Z", items: [] };
const covered: [method: string, path: string, body: unknown, scopes: string[]][] = [
  ["POST", EVENTS_PATH, lecture, [EVENTS]],
  ["GET", EVENTS_PATH, undefined, [EVENTS, `${EVENTS}.readonly`]],
  ["PATCH", `${EVENTS_PATH}/abcde`, {}, [EVENTS]],
  ["DELETE", `${EVENTS_PATH}/abcde`, undefined, [EVENTS]],
  ["POST", "/freeBusy", query, [FREE_BUSY, `${EVENTS}.freebusy`]],
  ["GET", "/calendars/primary", undefined, []],
];
const everyScope = [EVENTS, `${EVENTS}.readonly`, FREE_BUSY, `${EVENTS}.freebusy`];

Deno.test(
  "each calendar method takes its own scopes and refuses every other",
  withGoogle(async (google) => {
    for (const scope of everyScope) {
      const { access_token } = await connect(google, ADA, { scope });
      for (const [method, path, body, scopes] of covered) {
        const { status, json } = await api(google, access_token, method, path, { body });
        assertEquals(status === 403, !scopes.includes(scope), `${method} ${path} with ${scope}`);
        if (status !== 403) continue;
        assertEquals(reasonOf(json), "insufficientPermissions");
        assertEquals(json.error.status, "PERMISSION_DENIED");
        assertEquals(json.error.details[0].reason, "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
      }
    }
  }),
);

Deno.test(
  "other people's calendars and unknown calendars answer 404",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    for (const id of [GRACE, "nowhere", "..%2Fprimary", "__proto__"]) {
      const { status, json } = await api(google, access_token, "GET", `/calendars/${id}/events`);
      assertEquals([status, reasonOf(json)], [404, "notFound"]);
    }
  }),
);

Deno.test(
  "a person's calendars are reached by primary, by address and by id",
  withGoogle(async (google) => {
    const second = google.addCalendar(ADA, {
      summary: "Lectures",
      time_zone: "America/Los_Angeles",
    });
    const { access_token } = await connect(google);
    await api(google, access_token, "POST", EVENTS_PATH, { body: { ...lecture, id: "first" } });
    const path = `/calendars/${encodeURIComponent(second)}/events`;
    await api(google, access_token, "POST", path, { body: { ...lecture, id: "second" } });
    const ids = async (id: string) => {
      const { json } = await api(google, access_token, "GET", `/calendars/${id}/events`);
      return [json.timeZone, ...json.items.map((event: { id: string }) => event.id)];
    };
    assertEquals(await ids("primary"), ["Europe/London", "first"]);
    assertEquals(await ids(encodeURIComponent(ADA)), ["Europe/London", "first"]);
    assertEquals(await ids(encodeURIComponent(second)), ["America/Los_Angeles", "second"]);
    assertEquals(google.events(ADA, second).map(({ id }) => id), ["second"]);
  }),
);

Deno.test(
  "a method that the emulator does not have answers 501",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const { status, json } = await api(google, access_token, "GET", "/colors");
    assertEquals([status, reasonOf(json)], [501, "notImplemented"]);
  }),
);
