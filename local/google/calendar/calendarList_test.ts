import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import {
  ADA,
  api,
  CALENDAR_LIST,
  connect,
  EVENTS,
  FREE_BUSY,
  GRACE,
  reasonOf,
  withGoogle,
} from "../testing.ts";

const LIST = "/users/me/calendarList";
const HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Read = (path: string) => Promise<{ status: number; json: Json }>;

/** Runs a test with a reader of Ada's list. `prepare` adds calendars first. */
function asAda(prepare: (google: Google) => void, test: (read: Read, google: Google) => unknown) {
  return withGoogle(async (google) => {
    prepare(google);
    const { access_token } = await connect(google, ADA, { scope: CALENDAR_LIST });
    await test((path) => api(google, access_token, "GET", LIST + path), google);
  });
}

const namesOf = ({ json }: { json: Json }) =>
  json.items.map((entry: Json) => entry.summary ?? entry.id);

/** Ada's calendars: one of each kind. */
function everyKind(google: Google): void {
  google.addCalendar(ADA, "Lectures");
  google.addCalendar(ADA, { summary: "Hidden", hidden: true });
  google.addCalendar(ADA, { summary: "Unselected", selected: false });
  google.addCalendar(ADA, { id: HOLIDAYS, summary: "Holidays in United Kingdom" });
  for (const role of ["freeBusyReader", "reader", "writer", "owner"] as const) {
    google.shareCalendar(google.addCalendar(GRACE, `As ${role}`), ADA, role);
  }
  const id = "gone@group.calendar.google.com";
  google.addCalendar(ADA, { id, summary: "Gone", deleted: true });
}

Deno.test(
  "the primary calendar's entry has the fields that Google writes",
  asAda(() => {}, async (read) => {
    const { status, json } = await read("");
    const { etag, ...list } = json;
    const [{ etag: own, ...entry }] = json.items;
    assertEquals([status, /^"p\d+"$/.test(etag), /^"\d+"$/.test(own)], [200, true, true]);
    assertEquals([list.kind, list.items.length], ["calendar#calendarList", 1]);
    const types = ["eventCreation", "eventChange", "eventCancellation", "eventResponse"];
    assertEquals(entry, {
      kind: "calendar#calendarListEntry",
      id: ADA,
      summary: ADA,
      timeZone: "Europe/London",
      conferenceProperties: { allowedConferenceSolutionTypes: ["hangoutsMeet"] },
      colorId: "14",
      backgroundColor: "#9fe1e7",
      foregroundColor: "#000000",
      selected: true,
      accessRole: "owner",
      defaultReminders: [{ method: "popup", minutes: 10 }],
      notificationSettings: {
        notifications: types.map((type) => ({ type, method: "email" })),
      },
      primary: true,
    });
    for (const id of ["primary", ADA]) assertEquals((await read(`/${id}`)).json, json.items[0]);
  }),
);

Deno.test(
  "a secondary calendar's entry has what its owner and the person set",
  asAda((google) => {
    const id = google.addCalendar(GRACE, {
      id: "team@group.calendar.google.com",
      summary: "Team",
      description: "All of us",
      location: "Hopper Hall",
      time_zone: "America/New_York",
      conference_types: ["eventHangout"],
    });
    google.shareCalendar(id, ADA, "writer");
    google.changeCalendarEntry(ADA, id, {
      summary_override: "Grace's team",
      color_id: "3",
      selected: false,
      notifications: ["agenda"],
    });
  }, async (read, google) => {
    const { json: { etag: _, ...entry } } = await read("/team@group.calendar.google.com");
    assertEquals(entry, {
      kind: "calendar#calendarListEntry",
      id: "team@group.calendar.google.com",
      summary: "Team",
      description: "All of us",
      location: "Hopper Hall",
      timeZone: "America/New_York",
      dataOwner: GRACE,
      conferenceProperties: { allowedConferenceSolutionTypes: ["eventHangout"] },
      summaryOverride: "Grace's team",
      colorId: "3",
      backgroundColor: "#f83a22",
      foregroundColor: "#000000",
      accessRole: "writer",
      defaultReminders: [],
      notificationSettings: { notifications: [{ type: "agenda", method: "email" }] },
    });
    const own = google.calendars(GRACE)[1]!;
    assertEquals([own.summaryOverride, own.colorId, own.selected], [undefined, "8", true]);
  }),
);

const MINE = [ADA, "Lectures", "Unselected", "Holidays in United Kingdom"];
const queries: [query: string, names: string[]][] = [
  ["", [...MINE, "As freeBusyReader", "As reader", "As writer", "As owner"]],
  ["minAccessRole=reader", [...MINE, "As reader", "As writer", "As owner"]],
  ["minAccessRole=writer", [ADA, "Lectures", "Unselected", "As writer", "As owner"]],
  ["minAccessRole=owner&showHidden=true", [ADA, "Lectures", "Hidden", "Unselected", "As owner"]],
  ["minAccessRole=owner&showDeleted=true", [
    ...[ADA, "Lectures", "Unselected", "As owner", "gone@group.calendar.google.com"],
  ]],
];
for (const [query, names] of queries) {
  Deno.test(
    `the list answers the calendars of ?${query}`,
    asAda(everyKind, async (read) => assertEquals(namesOf(await read(`?${query}`)), names)),
  );
}

Deno.test(
  "entries say what is hidden, deleted and not selected, and a deleted one has no details",
  asAda(everyKind, async (read) => {
    const { json } = await read("?showHidden=true&showDeleted=true");
    const named = (name: string) => json.items.find((entry: Json) => entry.summary === name);
    assertEquals([named("Hidden").hidden, named("Lectures").hidden], [true, undefined]);
    assertEquals([named("Unselected").selected, named("Lectures").selected], [undefined, true]);
    assertEquals(named("Holidays in United Kingdom").accessRole, "reader");
    const { etag: _, ...deleted } = json.items.find((entry: Json) => entry.deleted);
    const id = "gone@group.calendar.google.com";
    assertEquals(deleted, { kind: "calendar#calendarListEntry", id, deleted: true });
    assertEquals((await read(`/${id}`)).status, 404);
    assertEquals((await read(`/${encodeURIComponent(HOLIDAYS)}`)).status, 200);
  }),
);

Deno.test(
  "the list comes in pages of 100, of at most 250, or of the size asked for",
  asAda((google) => {
    for (let i = 0; i < 259; i++) google.addCalendar(ADA, `Calendar ${i}`);
  }, async (read) => {
    const sizes = async (query: string) => {
      const found: string[] = [];
      const pages: number[] = [];
      let token: string | undefined;
      do {
        const { json } = await read(`?${query}&pageToken=${token ?? ""}`);
        pages.push(json.items.length);
        found.push(...json.items.map((entry: Json) => entry.id));
        token = json.nextPageToken;
      } while (token);
      assertEquals(new Set(found).size, 260);
      return pages;
    };
    assertEquals(await sizes(""), [100, 100, 60]);
    assertEquals(await sizes("maxResults=1000"), [250, 10]);
    assertEquals(await sizes("maxResults=130"), [130, 130]);
  }),
);

Deno.test(
  "the list answers the chosen fields only, and refuses unknown ones",
  asAda(() => {}, async (read) => {
    const { json } = await read("?fields=nextPageToken,items(id,accessRole,primary)");
    assertEquals(json, { items: [{ id: ADA, accessRole: "owner", primary: true }] });
    assertEquals((await read("/primary?fields=id")).json, { id: ADA });
    const refused = await read("?fields=items/name");
    assertEquals([refused.status, reasonOf(refused.json)], [400, "invalidParameter"]);
  }),
);

const refused: [query: string, status: number, reason: string][] = [
  ["maxResults=0", 400, "badRequest"],
  ["pageToken=made-up", 400, "badRequest"],
  ["showHidden=yes", 400, "badRequest"],
  ["showDeleted=1", 400, "badRequest"],
  ["minAccessRole=editor", 400, "badRequest"],
  ["syncToken=x", 400, "badRequest"],
];
for (const [query, status, reason] of refused) {
  Deno.test(
    `the list answers ${status} ${reason} for ${query}`,
    asAda(() => {}, async (read) => {
      const answer = await read(`?${query}`);
      assertEquals([answer.status, reasonOf(answer.json)], [status, reason]);
    }),
  );
}

Deno.test(
  "a calendar that is not in the list answers 404",
  asAda((google) => void google.addCalendar(GRACE, "Hers"), async (read, google) => {
    for (const id of [GRACE, google.calendars(GRACE)[1]!.id!, "nowhere", "__proto__"]) {
      const { status, json } = await read(`/${encodeURIComponent(id)}`);
      assertEquals([status, reasonOf(json)], [404, "notFound"], id);
    }
  }),
);

const AUTH = "https://www.googleapis.com/auth/";
const scopes: [scope: string, allowed: boolean][] = [
  [`${AUTH}calendar`, true],
  [`${AUTH}calendar.readonly`, true],
  [`${AUTH}calendar.calendarlist`, true],
  [CALENDAR_LIST, true],
  [EVENTS, false],
  [FREE_BUSY, false],
  [`${AUTH}calendar.calendars.readonly`, false],
];
for (const [scope, allowed] of scopes) {
  Deno.test(
    `${scope.slice(AUTH.length)} ${allowed ? "opens" : "does not open"} the list`,
    withGoogle(async (google) => {
      const { access_token } = await connect(google, ADA, { scope });
      for (const path of [LIST, `${LIST}/primary`]) {
        const { status, json } = await api(google, access_token, "GET", path);
        assertEquals(status, allowed ? 200 : 403);
        if (allowed) continue;
        const [{ reason }] = json.error.details;
        assertEquals([json.error.status, reasonOf(json), reason], [
          "PERMISSION_DENIED",
          "insufficientPermissions",
          "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        ]);
      }
    }),
  );
}

Deno.test(
  "calls of the list are counted and can be made to fail",
  asAda(() => {}, async (read, google) => {
    await read("");
    await read("/primary");
    assertEquals(["calendarList.list", "calendarList.get", "calendarList"].map(google.count), [
      ...[1, 1, 2],
    ]);
    google.fail("calendarList", { status: 503, times: 1 });
    const { access_token } = await connect(google, ADA, { scope: CALENDAR_LIST });
    const response = await fetch(`${google.url}/calendar/v3${LIST}`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    await response.body?.cancel();
    assertEquals(response.status, 503);
  }),
);
