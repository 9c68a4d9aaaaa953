import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { createClient } from "@supabase/supabase-js";
import {
  type CalendarClientOptions,
  CalendarError,
  createCalendarClient,
} from "../../../web/src/google-calendar/client.ts";

const APIKEY = "sb_publishable_test";

interface App {
  fetch: typeof fetch;
  getAccessToken: () => Promise<string | null>;
}

/** The two ways to call the functions. */
const WAYS: Record<string, (app: App) => CalendarClientOptions> = {
  "by fetch": (app) => ({
    functionsUrl: "https://project.example/functions/v1",
    apikey: APIKEY,
    ...app,
  }),
  "by supabase.functions": ({ fetch, getAccessToken }) => ({
    functions: createClient("https://project.example", APIKEY, {
      accessToken: getAccessToken,
      global: { fetch },
    }).functions,
  }),
};

interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: Record<string, unknown> | null;
}

/** A client that records its requests; `answer` answers them. */
function clientWith(
  way: string,
  answer: () => Response | Promise<Response>,
  token: string | null = "session",
) {
  const sent: Sent[] = [];
  const client = createCalendarClient(WAYS[way]!({
    getAccessToken: () => Promise.resolve(token),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      const { url, method, headers } = request;
      sent.push({ url, method, headers, body: text ? JSON.parse(text) : null });
      return answer();
    },
  }));
  return { client, sent };
}

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};

async function failureOf(call: Promise<unknown>): Promise<CalendarError> {
  try {
    await call;
  } catch (error) {
    assert(error instanceof CalendarError);
    return error;
  }
  throw new Error("the call succeeded");
}

for (const way of Object.keys(WAYS)) {
  Deno.test(`${way}: each call goes to its route, as the signed-in user`, async () => {
    const { client, sent } = clientWith(way, () => Response.json({}));
    await client.connect({ return_to: "/profile" });
    await client.connection();
    await client.disconnect();
    await client.pendingConnection("secret");
    await client.confirmConnection("secret");
    await client.createEvent(EVENT);
    await client.resource("a/../b");
    await client.listEvents();
    await client.listEvents({ time_min: "2026-08-15T00:00:00+02:00", single_events: false });
    await client.event("e/1", { calendar_id: "primary" });
    await client.updateEvent("e1", { location: null, if_match: '"3"' });
    await client.deleteEvent("e1", { if_match: '"3"' });
    await client.deleteEvent("e1", { scope: "following" });
    await client.respond("e/1", { response_status: "declined", comment: null });
    await client.findFreeTime({ time_min: "a", time_max: "b", calendar_id: ["x", "y"] });
    await client.mirrors();
    await client.availableMirrors({ account_id: "a1" });
    await client.startMirror("de#holiday@group.v.calendar.google.com");
    await client.endMirror("primary", { account_id: "a1" });
    await client.refreshMirrors({ calendar_id: "primary" });
    assertEquals(
      sent.map(({ method, url }) => `${method} ${url.slice("https://project.example".length)}`),
      [
        "POST /functions/v1/oauth-initiate",
        "GET /functions/v1/calendar-connection/users/me",
        "DELETE /functions/v1/calendar-connection/users/me",
        "POST /functions/v1/oauth-callback/pending",
        "POST /functions/v1/oauth-callback/confirm",
        "POST /functions/v1/create-calendar-event/users/me/calendar/events",
        "GET /functions/v1/get-resource/users/me/resources/a%2F..%2Fb",
        "GET /functions/v1/calendar-events/users/me",
        "GET /functions/v1/calendar-events/users/me" +
        "?time_min=2026-08-15T00%3A00%3A00%2B02%3A00&single_events=false",
        "GET /functions/v1/calendar-events/users/me/e%2F1?calendar_id=primary",
        "PATCH /functions/v1/calendar-events/users/me/e1",
        "DELETE /functions/v1/calendar-events/users/me/e1?if_match=%223%22",
        "DELETE /functions/v1/calendar-events/users/me/e1?scope=following",
        "POST /functions/v1/calendar-events/users/me/e%2F1/response",
        "GET /functions/v1/find-free-time/users/me" +
        "?time_min=a&time_max=b&calendar_id=x&calendar_id=y",
        "GET /functions/v1/calendar-mirror/users/me",
        "GET /functions/v1/calendar-mirror/users/me/available?account_id=a1",
        "PUT /functions/v1/calendar-mirror/users/me/calendars/" +
        "de%23holiday%40group.v.calendar.google.com",
        "DELETE /functions/v1/calendar-mirror/users/me/calendars/primary?account_id=a1",
        "POST /functions/v1/calendar-mirror/users/me/refresh",
      ],
    );
    for (const { headers } of sent) {
      assertEquals(headers.get("authorization"), "Bearer session");
      assertEquals(headers.get("apikey"), APIKEY);
    }
    assertEquals(sent[0]?.body, { return_to: "/profile" });
    assertEquals(sent[3]?.body, { confirmation: "secret" });
    assertEquals(sent[10]?.body, { location: null, if_match: '"3"' });
    assertEquals(sent[13]?.body, { response_status: "declined", comment: null });
    assertEquals(sent[19]?.body, { calendar_id: "primary" });
  });

  Deno.test(`${way}: a 204 answer is a success`, async () => {
    const { client } = clientWith(way, () => new Response(null, { status: 204 }));
    assertEquals(await client.deleteEvent("e1"), undefined);
  });

  Deno.test(`${way}: each creation has a new key, unless the caller passes one`, async () => {
    const { client, sent } = clientWith(way, () => Response.json({}, { status: 201 }));
    await client.createEvent(EVENT);
    await client.createEvent(EVENT);
    await client.createEvent({ ...EVENT, idempotency_key: "kept" });
    const [first, second, third] = sent.map(({ body }) => body?.idempotency_key);
    assertMatch(String(first), /^[0-9a-f-]{36}$/);
    assertNotEquals(first, second);
    assertEquals(third, "kept");
  });

  Deno.test(`${way}: an error keeps code, details, hint, request id, status and wait`, async () => {
    const body = {
      code: "google_rate_limited",
      message: "Google asks for a pause.",
      details: { limit: 600 },
      hint: "wait",
      request_id: "r-1",
    };
    const { client } = clientWith(
      way,
      () => Response.json(body, { status: 503, headers: { "retry-after": "7" } }),
    );
    const { code, message, details, hint, request_id, status, retry_after } = await failureOf(
      client.connection(),
    );
    assertEquals({ code, message, details, hint, request_id }, body);
    assertEquals([status, retry_after], [503, 7]);
  });

  Deno.test(`${way}: an answer of another shape is unexpected, with any status`, async () => {
    const answers = [
      () =>
        new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "x-request-id": "r-2" } }),
      () => new Response("<h1>Welcome</h1>"),
      () => Response.json([1]),
      () => new Response("{", { headers: { "content-type": "application/json" } }),
      () => Response.json({ message: "no code" }, { status: 500 }),
      () => new Response("", { status: 500 }),
    ];
    for (const answer of answers) {
      const error = await failureOf(clientWith(way, answer).client.connection());
      assertEquals(error.code, "unexpected_answer");
    }
    const { status, request_id } = await failureOf(
      clientWith(way, answers[0]!).client.connection(),
    );
    assertEquals([status, request_id], [502, "r-2"]);
  });

  Deno.test(`${way}: no answer is a network error, with its cause`, async () => {
    const cause = new TypeError("Failed to fetch");
    const { client } = clientWith(way, () => Promise.reject(cause));
    const error = await failureOf(client.createEvent(EVENT));
    assertEquals([error.code, error.status, error.cause], ["network_error", 0, cause]);
  });

  Deno.test(`${way}: an answer that breaks off is a network error`, async () => {
    const cause = new TypeError("terminated");
    for (const status of [200, 500]) {
      const content = new ReadableStream({ pull: (stream) => stream.error(cause) });
      const { client } = clientWith(way, () => new Response(content, { status }));
      const error = await failureOf(client.connection());
      assertEquals([error.code, error.status, error.cause], ["network_error", 0, cause]);
    }
  });

  Deno.test(`${way}: a session that cannot be renewed without a network does not look signed out`, async () => {
    const client = createCalendarClient(WAYS[way]!({
      getAccessToken: () => Promise.reject(new TypeError("Failed to fetch")),
      fetch: () => Promise.reject(new Error("nothing is to be sent")),
    }));
    assertEquals((await failureOf(client.connection())).code, "network_error");
  });

  Deno.test(`${way}: a call without an answer ends after the timeout`, async () => {
    const options = WAYS[way]!({
      getAccessToken: () => Promise.resolve("session"),
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        }),
    });
    const client = createCalendarClient({ ...options, timeout: 20 });
    assertEquals((await failureOf(client.connection())).code, "network_error");
  });
}

Deno.test("by fetch: without a session nothing is sent", async () => {
  const { client, sent } = clientWith("by fetch", () => Response.json({}), null);
  const { code, status } = await failureOf(client.connection());
  assertEquals([code, status], ["unauthenticated", 401]);
  assertEquals(sent, []);
});

Deno.test("by supabase.functions: without a session no authorization is sent", async () => {
  const refusal = { code: "unauthenticated", message: "Sign in first." };
  const { client, sent } = clientWith(
    "by supabase.functions",
    () => Response.json(refusal, { status: 401 }),
    null,
  );
  const { code, status } = await failureOf(client.connection());
  assertEquals([code, status], ["unauthenticated", 401]);
  assertEquals(sent[0]?.headers.get("authorization"), null);
});
