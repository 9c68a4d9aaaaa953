/** Whatever other people put into a calendar, its owner can read it. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

/** Google's longest description, in characters of three bytes each. */
const DESCRIPTION = "\u5B57".repeat(8192);
const COUNT = 170;

/** Lays an invitation with a long description over each event that is listed. */
const stop = google.fail("events.list", {
  times: Infinity,
  // deno-lint-ignore no-explicit-any -- Google's own JSON
  mutate: (page: any) => ({
    ...page,
    // deno-lint-ignore no-explicit-any -- Google's own JSON
    items: page.items?.map((event: any) => ({ ...event, description: DESCRIPTION })),
  }),
});

for (let i = 0; i < COUNT; i++) {
  const start = new Date(Date.UTC(2026, 7, 1, i));
  const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: `Invitation ${i}`,
      start_datetime: start.toISOString(),
      end_datetime: new Date(start.getTime() + 1_800_000).toISOString(),
    },
  });
  assertEquals(status, 201);
}

interface Listed {
  summaries: string[];
  pages: number;
}

async function listAll(query: string): Promise<Listed> {
  const summaries: string[] = [];
  let [pages, token] = [0, ""];
  do {
    const { status, body } = await call(
      `GET /calendar-events/users/me?${query}${
        token && `&page_token=${encodeURIComponent(token)}`
      }`,
      { user: ada },
    );
    assertEquals(status, 200, JSON.stringify(body).slice(0, 500));
    assert(body.events.length > 0);
    summaries.push(...body.events.map((event: { summary: string }) => event.summary));
    token = body.next_page_token ?? "";
    pages++;
  } while (token);
  return { summaries, pages };
}

const ALL = Array.from({ length: COUNT }, (_, i) => `Invitation ${i}`);

Deno.test("a page of long descriptions comes in smaller pages, each event once and in order", async () => {
  const { summaries, pages } = await listAll("limit=250");
  assertEquals(summaries, ALL);
  assert(pages > 1);
});

Deno.test("a page size that fits is kept: the pages after the first are asked for once", async () => {
  google.resetCalls();
  const { pages } = await listAll("limit=250");
  const first = google.count("events.list") - (pages - 1);
  assert(first > 1, "the first page fits at once, so this shows nothing");
  assert(first <= 9, `${first} calls for the first page`);
});

Deno.test("a caller may ask for less on the way, and for more again", async () => {
  const first = await call("GET /calendar-events/users/me?limit=250", { user: ada });
  const size = first.body.events.length;
  const next = `page_token=${encodeURIComponent(first.body.next_page_token)}`;
  const short = await call(`GET /calendar-events/users/me?limit=5&${next}`, { user: ada });
  assertEquals(
    short.body.events.map((event: { summary: string }) => event.summary),
    ALL.slice(size, size + 5),
  );
  const { next_page_token: token } = short.body;
  const long = await call(
    `GET /calendar-events/users/me?limit=250&page_token=${encodeURIComponent(token)}`,
    { user: ada },
  );
  assertEquals(long.status, 200);
  assertEquals(long.body.events[0].summary, ALL[size + 5]);
});

Deno.test("a page token that is none of Google's is refused", async () => {
  for (const token of ["30~made-up", "~", "0~x", "made-up"]) {
    const { status, body } = await call(
      `GET /calendar-events/users/me?page_token=${encodeURIComponent(token)}`,
      { user: ada },
    );
    assertEquals([status, body.details?.[0]?.path], [422, "page_token"], token);
  }
});

Deno.test("a page that is too large even with one event is an error, after nine tries", async () => {
  google.resetCalls();
  const huge = google.fail("events.list", {
    times: Infinity,
    body: { kind: "calendar#events", items: [], padding: "x".repeat(9 * 1024 * 1024) },
  });
  stop();
  const { status, body } = await call("GET /calendar-events/users/me?limit=250", { user: ada });
  huge();
  assertEquals([status, body.code], [502, "google_bad_response"]);
  // 250, 125, 63, 32, 16, 8, 4, 2, 1.
  assertEquals(google.count("events.list"), 9);
});

Deno.test("one event of 5 MiB is read", async () => {
  const comment = "\u5B57".repeat(8192);
  const guests = Array.from({ length: 200 }, (_, i) => ({
    email: `guest${i}@example.com`,
    responseStatus: "declined",
    comment,
  }));
  const large = google.fail("events.list", {
    times: Infinity,
    // deno-lint-ignore no-explicit-any -- Google's own JSON
    mutate: (page: any) => ({
      ...page,
      // deno-lint-ignore no-explicit-any -- Google's own JSON
      items: page.items.map((event: any) => ({ ...event, attendees: guests })),
    }),
  });
  const { status, body } = await call("GET /calendar-events/users/me?limit=2", { user: ada });
  large();
  assertEquals([status, body.events.length, body.events[0].attendees.length], [200, 1, 200]);
});

const find = (query: Record<string, string | string[]>) => {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value])
  );
  return call(`GET /find-free-time/users/me?${new URLSearchParams(pairs)}`, { user: ada });
};

/** Makes every calendar busy for a minute, each time so many minutes have passed. */
function busyEvery(minutes: number) {
  // deno-lint-ignore no-explicit-any -- Google's own JSON
  const mutate = (json: any) => {
    const iso = (time: number) => new Date(time).toISOString();
    const busy: { start: string; end: string }[] = [];
    for (let at = Date.parse(json.timeMin); at < Date.parse(json.timeMax); at += minutes * 60_000) {
      busy.push({ start: iso(at), end: iso(at + 60_000) });
    }
    const ids = Object.keys(json.calendars);
    return { ...json, calendars: Object.fromEntries(ids.map((id) => [id, { busy }])) };
  };
  return { times: Infinity, mutate };
}

Deno.test("answers that are too large are asked for in parts, of the calendars and of the time", async () => {
  const calendars = Array.from({ length: 4 }, (_, i) => google.addCalendar(ada.email, `${i}`));
  const stop = google.fail("freebusy.query", busyEvery(5));
  google.resetCalls();
  const span = { time_min: "2026-08-01T00:00:00Z", time_max: "2026-09-30T00:00:00Z" };
  const { status, body } = await find({ ...span, calendar_id: calendars });
  stop();
  assertEquals(status, 200, JSON.stringify(body).slice(0, 500));
  assertEquals(body.busy.length, 60 * 24 * 12);
  assertEquals(body.busy[1], { start: "2026-08-01T00:05:00Z", end: "2026-08-01T00:06:00Z" });
  assertEquals(body.free.at(-1), { start: "2026-09-29T23:56:00Z", end: span.time_max });
  // All four, two and two, each one, and each one in halves of its time.
  assertEquals(google.count("freebusy.query"), 1 + 2 + 4 + 8);
});

Deno.test("a span with more busy times than one answer holds is refused; a shorter one is answered", async () => {
  const stop = google.fail("freebusy.query", busyEvery(2));
  const time_min = "2026-08-01T00:00:00Z";
  const long = await find({ time_min, time_max: "2026-09-30T00:00:00Z" });
  const short = await find({ time_min, time_max: "2026-08-02T00:00:00Z" });
  stop();
  assertEquals([long.status, long.body.code], [422, "invalid_request"]);
  assertEquals(long.body.details[0].path, "time_max");
  assertEquals([short.status, short.body.busy.length], [200, 720]);
});

closeAtEnd(stack);
