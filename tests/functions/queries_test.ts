/** Query strings: how they are read, what Google gets, and the answer if Google refuses it. */
import { assert, assertEquals, assertNotMatch } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;

/** Records what is sent to Google, in front of the emulator. */
const sent: { url: URL; body: string }[] = [];
const recorder = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
  const url = new URL(request.url);
  const body = await request.text();
  sent.push({ url, body });
  const { method, headers } = request;
  const answer = await fetch(google.url + url.pathname + url.search, {
    method,
    headers,
    body: body === "" ? undefined : body,
    redirect: "manual",
  });
  return new Response(answer.body, answer);
});
// The functions read this setting at the first request.
useSettings({ GOOGLE_EMULATOR_URL: `http://127.0.0.1:${recorder.addr.port}` });

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const list = (query: string) => call(`GET /calendar-events/users/me${query}`, { user: ada });
const find = (query: string) => call(`GET /find-free-time/users/me${query}`, { user: ada });

/** What a request makes the functions ask Google: queries and bodies. */
async function seenByGoogle(request: () => Promise<unknown>) {
  sent.length = 0;
  await request();
  return [...sent];
}

Deno.test("Google gets a list's times with seconds and an offset, however they were written", async () => {
  const written: [given: string, sent: string][] = [
    ["2027-02-01T00:00Z", "2027-02-01T00:00:00Z"],
    ["2027-02-01t00:00:00z", "2027-02-01T00:00:00Z"],
    ["2027-02-01T00:00%2B01:00", "2027-02-01T00:00:00+01:00"],
    ["2027-02-01T00:00:00-00:00", "2027-02-01T00:00:00+00:00"],
    ["2027-02-01T00:00:00.000Z", "2027-02-01T00:00:00Z"],
    ["2027-02-01T00:00:00.123456789-07:00", "2027-02-01T00:00:00.123-07:00"],
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"],
    ["0001-01-01T00:00Z", "0001-01-01T00:00:00Z"],
  ];
  for (const [given, sent] of written) {
    for (const [name, atGoogle] of [["time_min", "timeMin"], ["time_max", "timeMax"]] as const) {
      const [seen] = await seenByGoogle(async () =>
        assertEquals((await list(`?${name}=${given}`)).status, 200, given)
      );
      assertEquals(seen!.url.searchParams.get(atGoogle), sent, given);
    }
  }
});

Deno.test("times that do not exist, or that Google cannot represent, are refused before Google is called", async () => {
  const wrong = [
    "2027-02-30T00:00Z",
    "2027-02-01T24:00Z",
    "2027-02-01T23:60Z",
    "2027-02-01T00:00:61Z",
    "2027-02-01T00:00%2B24:00",
    "2027-02-01T00:00%2B0100",
    "2027-02-01T00:00",
    "2027-02-01 00:00Z",
    "0000-06-01T00:00Z",
    "-000001-01-01T00:00Z",
    "%2B012027-01-01T00:00Z",
    "12027-01-01T00:00Z",
    "9999-12-31T23:59:59-12:00",
    "2027-02-01T00:00:00.1234567890Z",
    "2027-02-01T00:00Z[Europe/Berlin]",
    "",
  ];
  google.resetCalls();
  for (const time of wrong) {
    for (const query of [`time_min=${time}`, `time_min=${time}&time_max=2030-01-01T00:00Z`]) {
      const { status, body } = await list(`?${query}`);
      assertEquals([status, body.code], [422, "invalid_request"], query);
      assertEquals(body.details.map(({ path }: { path: string }) => path), ["time_min"], query);
    }
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("a + that was not escaped is one problem, which says how to write it", async () => {
  const times = "time_min=2027-02-01T00:00:00+01:00&time_max=2027-02-02T00:00:00Z";
  for (const ask of [list, find]) {
    const { status, body } = await ask(`?${times}`);
    assertEquals([status, body.details.length], [422, 1]);
    assertEquals(body.details[0].path, "time_min");
    assert(body.details[0].message.includes("%2B"), body.details[0].message);
  }
});

Deno.test("a wrong parameter causes no problem with another parameter", async () => {
  const wrong: [query: string, paths: string[]][] = [
    ["?time_min=x&time_max=2027-02-01T00:00Z", ["time_min"]],
    ["?time_min=2027-02-01T00:00Z&time_max=x", ["time_max"]],
    ["?time_min=x&time_max=y", ["time_min", "time_max"]],
    ["?time_max=2027-02-01T00:00Z", ["time_min"]],
    ["?time_min=2027-02-02T00:00Z&time_max=2027-02-01T00:00Z", ["time_max"]],
    ["?time_min=2027-02-02T00:00Z&time_max=2027-02-01T00:00Z&time_zone=x", [
      "time_zone",
      "time_max",
    ]],
    ["?time_min=2016-12-31T23:59:60Z&time_max=2017-01-01T00:00Z&time_zone=x", ["time_zone"]],
  ];
  for (const [query, paths] of wrong) {
    const { body } = await find(query);
    assertEquals(body.details?.map(({ path }: { path: string }) => path), paths, query);
  }
});

Deno.test("Google gets free time queries with seconds, and answers have the zone's canonical name", async () => {
  const zones: [given: string, answered: string][] = [
    ["europe/berlin", "Europe/Berlin"],
    ["EUROPE/BERLIN", "Europe/Berlin"],
    ["utc", "UTC"],
    ["etc/gmt%2B7", "Etc/GMT+7"],
  ];
  for (const [given, answered] of zones) {
    const [seen] = await seenByGoogle(async () => {
      const answer = await find(
        `?time_min=2027-02-01T00:00Z&time_max=2027-02-02t00:00z&time_zone=${given}`,
      );
      assertEquals([answer.status, answer.body.time_zone], [200, answered], given);
    });
    const { timeMin, timeMax } = JSON.parse(seen!.body);
    assertEquals([timeMin, timeMax], ["2027-02-01T00:00:00.000Z", "2027-02-02T00:00:00.000Z"]);
  }
  for (const zone of ["Mars/Olympus", "%2B01:00", "Europe", "", "Europe/Berlin%00", "local"]) {
    const { status, body } = await find(
      `?time_min=2027-02-01T00:00Z&time_max=2027-02-02T00:00Z&time_zone=${zone}`,
    );
    assertEquals([status, body.details?.[0]?.path], [422, "time_zone"], zone);
  }
});

const refusal = (error: Record<string, unknown>, message = "Event not valid") => ({
  status: 400,
  body: { error: { code: 400, message, errors: [{ domain: "global", message, ...error }] } },
});

Deno.test("a read that Google refuses is reported with the caller's parameter, and mentions no event", async () => {
  const given = "?time_min=2027-02-01T00:00Z&q=x&page_token=t";
  const cases: [error: Record<string, unknown>, path: string][] = [
    ...Object.entries({
      timeMin: "time_min",
      timeMax: "time_max",
      q: "q",
      pageToken: "page_token",
      maxResults: "limit",
      eventTypes: "event_type",
      calendarId: "calendar_id",
      privateExtendedProperty: "resource_id",
      timeZone: "time_zone",
      singleEvents: "single_events",
    }).map(([location, path]): [Record<string, unknown>, string] => [
      { reason: "invalid", location, locationType: "parameter" },
      path,
    ]),
    [{ reason: "invalid", location: "parameters.pageToken" }, "page_token"],
    [{ reason: "timeRangeEmpty" }, "time_max"],
    [{ reason: "invalid", message: "Invalid page token value." }, "page_token"],
    [{ reason: "required", message: "Missing timeMin parameter." }, "time_min"],
  ];
  for (const [error, path] of cases) {
    const stop = google.fail("events.list", refusal(error));
    const { status, body } = await list(given);
    stop();
    assertEquals([status, body.code], [422, "invalid_request"], JSON.stringify(error));
    assertEquals(body.details.map((one: { path: string }) => one.path), [path]);
    const said = [
      body.message,
      body.hint,
      ...body.details.map((d: { message: string }) => d.message),
    ];
    assertNotMatch(said.join(" "), /event/i);
  }
});

Deno.test("a read that Google refuses without a reason is reported with all parameters that the caller chose", async () => {
  const bare = [
    refusal({ reason: "badRequest", message: "Bad Request" }, "Bad Request"),
    { status: 400, body: "<html>400</html>" },
    { status: 400, body: { error: { errors: [null, "x", {}], details: [null] } } },
    { status: 400, body: { error: "x" } },
  ];
  const requests: [endpoint: string, ask: () => ReturnType<typeof list>, paths: string[]][] = [
    ["events.list", () => list("?time_min=2027-02-01T00:00Z&q=x"), ["time_min", "q"]],
    ["events.list", () => list("?page_token=t"), ["page_token"]],
    ["events.list", () => list(""), ["calendar_id"]],
    ["events.get", () => list("/abc"), ["event_id"]],
    ["freebusy.query", () => find("?time_min=2027-02-01T00:00Z&time_max=2027-02-02T00:00Z"), [
      "time_min",
      "time_max",
      "calendar_id",
    ]],
  ];
  for (const fault of bare) {
    for (const [endpoint, ask, paths] of requests) {
      const stop = google.fail(endpoint, fault);
      const { status, body } = await ask();
      stop();
      assertEquals([status, body.code], [422, "invalid_request"], endpoint);
      assertEquals(body.details.map((one: { path: string }) => one.path).sort(), paths.sort());
    }
  }
});

Deno.test("a page token that Google does not know is reported as page_token", async () => {
  const { status, body } = await list("?page_token=unknown");
  assertEquals([status, body.details[0].path], [422, "page_token"]);
});

Deno.test("the platform's own parameters are ignored on every route, given once or several times", async () => {
  const id = crypto.randomUUID();
  const event = {
    summary: "Lecture 5",
    start_datetime: "2026-08-15T09:00:00Z",
    end_datetime: "2026-08-15T10:00:00Z",
  };
  const { body: created } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: event,
  });
  const routes: [route: string, body?: unknown][] = [
    ["POST /oauth-initiate", {}],
    ["GET /oauth-callback?state=x&code=y"],
    ["POST /oauth-callback/pending", { confirmation: "x" }],
    ["POST /oauth-callback/confirm", { confirmation: "x" }],
    ["GET /calendar-connection/users/me"],
    ["POST /create-calendar-event/users/me/calendar/events", { ...event, idempotency_key: id }],
    ["GET /calendar-events/users/me?limit=5"],
    [`GET /calendar-events/users/me/${created.id}?calendar_id=primary`],
    [`PATCH /calendar-events/users/me/${created.id}`, { summary: "Lecture 6" }],
    ["GET /find-free-time/users/me?time_min=2027-02-01T00:00Z&time_max=2027-02-02T00:00Z"],
    [`GET /get-resource/users/me/resources/${id}`],
    [`DELETE /calendar-events/users/me/${created.id}?send_updates=none`],
    ["POST /touch-grants"],
  ];
  const region = "forceFunctionRegion=eu-west-1";
  for (const [route, body] of routes) {
    const plain = await call(route, { user: ada, body });
    for (
      const more of [region, `${region}&forceFunctionRegion=us-east-1`, "forceFunctionRegion="]
    ) {
      const { status, body: answer } = await call(
        `${route}${route.includes("?") ? "&" : "?"}${more}`,
        {
          user: ada,
          body,
        },
      );
      // A repeated creation is a replay.
      const expected = plain.status === 201 ? 200 : plain.status;
      assertEquals([status, answer?.code], [expected, plain.body?.code], `${route} ${more}`);
    }
  }
});

Deno.test("a name that every JavaScript object has is an unknown parameter", async () => {
  for (const name of ["__proto__", "constructor", "toString", "forcefunctionregion", "foo"]) {
    const { status, body } = await list(`?${name}=x`);
    assertEquals([status, body.details], [422, [{
      path: name,
      message: "is not a field of this request",
    }]]);
  }
});

closeAtEnd({ close: () => recorder.shutdown() });
closeAtEnd(stack);
