import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
interface Item {
  id: string;
}
type List = (query: string) => Promise<{ status: number; json: { items: Item[] } & Json }>;
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;

/** Runs a test on events of one hour each, at ten o'clock on the days named by their ids. */
function onDays(
  days: string[],
  test: (list: List, google: Google, token: string) => Promise<void>,
) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    for (const day of days) {
      const body = {
        id: `lecture${day}`,
        summary: `Lecture of day ${day}`,
        start: { dateTime: `2027-01-${day}T10:00:00Z` },
        end: { dateTime: `2027-01-${day}T11:00:00Z` },
        extendedProperties: { private: { day, part: "one" } },
      };
      await api(google, access_token, "POST", PATH, { body });
    }
    const list: List = (query) => api(google, access_token, "GET", `${PATH}?${query}`);
    await test(list, google, access_token);
  });
}

const daysOf = ({ json }: { json: { items: Item[] } }) => json.items.map(({ id }) => id.slice(7));

const refused: [query: string, status: number, reason: string][] = [
  ["timeMin=2027-01-01", 400, "badRequest"],
  ["timeMin=2027-01-01T00:00:00", 400, "badRequest"],
  ["timeMin=2027-01-02T00:00:00Z&timeMax=2027-01-01T00:00:00Z", 400, "timeRangeEmpty"],
  ["orderBy=startTime", 400, "badRequest"],
  ["orderBy=summary", 400, "badRequest"],
  ["singleEvents=yes", 400, "badRequest"],
  ["maxResults=0", 400, "badRequest"],
  ["pageToken=made-up", 400, "badRequest"],
  ["timeZone=Mars/Base", 400, "badRequest"],
  ["privateExtendedProperty=day", 400, "badRequest"],
  ["syncToken=x", 400, "badRequest"],
  ["updatedMin=2027-01-01T00:00:00Z", 501, "notImplemented"],
];
for (const [query, status, reason] of refused) {
  Deno.test(
    `list answers ${status} ${reason} for ${query}`,
    onDays([], async (list) => {
      const answer = await list(query);
      assertEquals([answer.status, reasonOf(answer.json)], [status, reason]);
    }),
  );
}

Deno.test(
  "list takes timeMin as the bound of the end and timeMax as that of the start, both excluded",
  onDays(["01", "02", "03"], async (list) => {
    const range = (from: string, to: string) => `timeMin=2027-01-${from}&timeMax=2027-01-${to}`;
    assertEquals(daysOf(await list(range("01T11:00:00Z", "03T10:00:00Z"))), ["02"]);
    assertEquals(daysOf(await list(range("01T10:59:59Z", "03T10:00:01Z"))), ["01", "02", "03"]);
    const offset = encodeURIComponent("02T12:00:00+01:00");
    assertEquals(daysOf(await list(range(offset, "04T00:00:00Z"))), ["03"]);
  }),
);

Deno.test(
  "list pages through every event once, and refuses a token of another query",
  onDays(["01", "02", "03", "04", "05"], async (list) => {
    const query = "maxResults=2&singleEvents=true&orderBy=startTime";
    const seen: string[] = [];
    let token = "";
    do {
      const page = await list(`${query}${token && `&pageToken=${token}`}`);
      seen.push(...daysOf(page));
      token = page.json.nextPageToken ?? "";
    } while (token);
    assertEquals(seen, ["01", "02", "03", "04", "05"]);
    const first = (await list(query)).json.nextPageToken;
    assertEquals((await list(`maxResults=2&pageToken=${first}`)).status, 400);
    const longer = await list(`${query.replace("=2", "=3")}&pageToken=${first}`);
    assertEquals(daysOf(longer), ["03", "04", "05"]);
  }),
);

Deno.test(
  "list finds by words, and by every private property given",
  onDays(["01", "02"], async (list) => {
    assertEquals(daysOf(await list("q=DAY%20lecture%2002")), ["02"]);
    assertEquals(daysOf(await list("q=seminar")), []);
    const filter = (text: string) => `privateExtendedProperty=${encodeURIComponent(text)}`;
    assertEquals(daysOf(await list(filter("day=01"))), ["01"]);
    assertEquals(daysOf(await list(`${filter("part=one")}&${filter("day=02")}`)), ["02"]);
    assertEquals(daysOf(await list(`${filter("day=01")}&${filter("day=02")}`)), []);
    assertEquals(daysOf(await list(filter("toString=x"))), []);
  }),
);

Deno.test(
  "list leaves deleted events out unless asked for them",
  onDays(["01", "02"], async (list, google, token) => {
    await api(google, token, "DELETE", `${PATH}/lecture01`);
    assertEquals(daysOf(await list("")), ["02"]);
    const all = await list("showDeleted=true&singleEvents=true&orderBy=startTime");
    assertEquals(all.json.items.map(({ status }: Json) => status), ["cancelled", "confirmed"]);
  }),
);

Deno.test(
  "list answers the calendar's default reminders",
  onDays([], async (list, google, token) => {
    assertEquals((await list("")).json.defaultReminders, [{ method: "popup", minutes: 10 }]);
    const reminders = [{ method: "email" as const, minutes: 60 }];
    google.setDefaultReminders(ADA, reminders);
    assertEquals((await list("")).json.defaultReminders, reminders);
    const id = encodeURIComponent(google.addCalendar(ADA, "Team"));
    const { json } = await api(google, token, "GET", `/calendars/${id}/events`);
    assertEquals(json.defaultReminders, []);
  }),
);

Deno.test(
  "list names the parameter that it refuses",
  onDays([], async (list) => {
    const queries = {
      timeMin: "timeMin=2027-01-01T00:00Z",
      timeMax: "timeMax=2027-01-01T00:00Z",
      ...{ maxResults: "maxResults=x", pageToken: "pageToken=x", timeZone: "timeZone=Mars/Base" },
      ...{ orderBy: "orderBy=x", maxAttendees: "maxAttendees=0", showDeleted: "showDeleted=1" },
      ...{ singleEvents: "singleEvents=1", eventTypes: "eventTypes=party" },
    };
    for (const [name, query] of Object.entries(queries)) {
      const { status, json } = await list(query);
      const [{ location, locationType }] = json.error.errors;
      assertEquals([status, location, locationType], [400, name, "parameter"], query);
    }
    const { json } = await list("timeMin=2027-01-02T00:00:00Z&timeMax=2027-01-01T00:00:00Z");
    assertEquals(json.error.errors[0].location, "timeMax");
  }),
);

Deno.test(
  "list orders by last change with orderBy=updated",
  onDays(["01", "02"], async (list, google, token) => {
    const body = { summary: "Changed" };
    await api(google, token, "PATCH", `${PATH}/lecture01`, { body });
    assertEquals(daysOf(await list("orderBy=updated")), ["02", "01"]);
  }),
);

Deno.test(
  "list answers times in the zone asked for",
  onDays(["01"], async (list) => {
    const { json } = await list("timeZone=Asia/Tokyo");
    assertEquals(json.timeZone, "Asia/Tokyo");
    assertEquals((json.items[0] as Json).start.dateTime, "2027-01-01T19:00:00+09:00");
  }),
);

Deno.test(
  "list answers an empty calendar as an envelope without items",
  onDays([], async (list) => {
    const { json } = await list("");
    assertEquals([json.kind, json.items, json.summary], ["calendar#events", [], ADA]);
    assertEquals(json.timeZone, "Europe/London");
  }),
);

Deno.test(
  "list puts whole days at midnight of the calendar's zone",
  withGoogle(async (google) => {
    const { access_token } = await connect(google, "grace@example.com");
    const body = { start: { date: "2027-01-15" }, end: { date: "2027-01-16" } };
    await api(google, access_token, "POST", PATH, { body: { ...lecture, ...body } });
    const count = async (timeMin: string) => {
      const { json } = await api(google, access_token, "GET", `${PATH}?timeMin=${timeMin}`);
      return json.items.length;
    };
    // New York's midnight is five o'clock in UTC.
    assertEquals(await count("2027-01-16T04:59:59Z"), 1);
    assertEquals(await count("2027-01-16T05:00:00Z"), 0);
  }),
);
