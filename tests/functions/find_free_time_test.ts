/** `GET /find-free-time/users/{user}`. */
import { assertEquals } from "@std/assert";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const find = (query: Record<string, string | string[]>) => {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) =>
      [values].flat().map((value) => [name, value])
    ),
  );
  return call(`GET /find-free-time/users/me?${parameters}`, { user: ada });
};
const DAY = { time_min: "2026-08-15T08:00:00Z", time_max: "2026-08-15T18:00:00Z" };

async function busy(start: string, end: string) {
  const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary: "Busy", start_datetime: start, end_datetime: end },
  });
  assertEquals(status, 201);
}

Deno.test("find-free-time refuses spans that are none, or too long, and other mistakes", async () => {
  const wrong: [query: Record<string, string | string[]>, path: string][] = [
    [{}, "time_min"],
    [{ time_min: DAY.time_max, time_max: DAY.time_min }, "time_max"],
    [{ time_min: "2026-01-01T00:00:00Z", time_max: "2027-01-03T00:00:00Z" }, "time_max"],
    [{ ...DAY, time_zone: "Mars/Olympus" }, "time_zone"],
    [{ ...DAY, minimum_minutes: "0" }, "minimum_minutes"],
    [{ ...DAY, calendar_id: Array.from({ length: 51 }, (_, i) => `c${i}`) }, "calendar_id"],
    [{ ...DAY, time_min: [DAY.time_min, DAY.time_min] }, "time_min"],
  ];
  for (const [query, path] of wrong) {
    const { status, body } = await find(query);
    assertEquals([status, body.details?.[0]?.path], [422, path]);
  }
});

Deno.test("an empty day is free from end to end", async () => {
  const { status, body } = await find(DAY);
  assertEquals([status, body.busy], [200, []]);
  assertEquals(body.free, [{ start: DAY.time_min, end: DAY.time_max }]);
  assertEquals(body.time_zone, "UTC");
});

Deno.test("busy times are joined, cut to the span, and what is between them is free", async () => {
  await busy("2026-08-15T07:00:00Z", "2026-08-15T09:00:00Z");
  await busy("2026-08-15T10:00:00Z", "2026-08-15T11:00:00Z");
  await busy("2026-08-15T10:30:00Z", "2026-08-15T12:00:00Z");
  await busy("2026-08-15T12:00:00Z", "2026-08-15T12:30:00Z");
  const { body } = await find(DAY);
  assertEquals(body.busy, [
    { start: "2026-08-15T08:00:00Z", end: "2026-08-15T09:00:00Z" },
    { start: "2026-08-15T10:00:00Z", end: "2026-08-15T12:30:00Z" },
  ]);
  assertEquals(body.free, [
    { start: "2026-08-15T09:00:00Z", end: "2026-08-15T10:00:00Z" },
    { start: "2026-08-15T12:30:00Z", end: "2026-08-15T18:00:00Z" },
  ]);
});

Deno.test("slots shorter than the minimum are left out, and times are told in the zone", async () => {
  const { body } = await find({ ...DAY, minimum_minutes: "61", time_zone: "America/New_York" });
  assertEquals(body.free, [
    { start: "2026-08-15T08:30:00-04:00", end: "2026-08-15T14:00:00-04:00" },
  ]);
});

Deno.test("a year is asked for in pieces and joined without a seam", async () => {
  google.resetCalls();
  await busy("2026-10-13T00:00:00Z", "2026-10-15T00:00:00Z");
  google.resetCalls();
  const { status, body } = await find({
    time_min: "2026-08-16T00:00:00Z",
    time_max: "2027-08-16T00:00:00Z",
  });
  assertEquals([status, google.count("freebusy.query")], [200, 7]);
  assertEquals(body.busy, [{ start: "2026-10-13T00:00:00Z", end: "2026-10-15T00:00:00Z" }]);
  assertEquals(body.free.length, 2);
});

Deno.test("a calendar that cannot be read never looks free", async () => {
  const unknown = await find({ ...DAY, calendar_id: ["primary", "nobody@example.com"] });
  assertEquals([unknown.status, unknown.body.code], [404, "calendar_not_found"]);

  const answers: [calendars: unknown, code: string][] = [
    [
      { primary: { errors: [{ domain: "global", reason: "internalError" }], busy: [] } },
      "google_unavailable",
    ],
    [{}, "google_bad_response"],
    [{ primary: {} }, "google_bad_response"],
    [{ primary: { busy: [{ start: "x", end: "y" }] } }, "google_bad_response"],
  ];
  for (const [calendars, code] of answers) {
    const stop = google.fail("freebusy.query", { body: { calendars } });
    const { status, body } = await find(DAY);
    stop();
    assertEquals([status, body.code], [502, code]);
  }
});

Deno.test("without the free/busy scope the user is asked to reconnect, on this route only", async () => {
  await connect(ada, { scopes: ["https://www.googleapis.com/auth/calendar.events"] });
  const { status, body } = await find(DAY);
  assertEquals([status, body.code, body.details], [401, "reconnect_required", {
    reason: "scope_missing",
  }]);
  const events = await call("GET /calendar-events/users/me", { user: ada });
  assertEquals(events.status, 200);
});

closeAtEnd(stack);
