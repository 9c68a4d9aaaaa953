/**
 * The project's own server acts for a user: a secret key in `apikey`, and `user_id`. On every route that
 * says so in `tasks/routes.ts`, and on no other.
 */
import { assert, assertEquals } from "@std/assert";
import { ROUTES } from "../../tasks/routes.ts";
import { sampleRequest } from "../../tasks/sampleRequests.ts";
import { keepBackground } from "../support/background.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { lastLog, logLines } from "../support/logs.ts";
import { type Answer, startScenario, type TestUser } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const background = keepBackground();
const scenario = await startScenario();
const { stack, call, connect, createResource } = scenario;
const { google } = stack;
const secretKey: string = JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default;
const publishableKey: string = JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default;
const OTHER_KEY = "sb_secret_for-the-jobs-of-a-test";
const LEGACY_KEY = "legacy-service-role-key-of-a-test";
useSettings({
  SUPABASE_SECRET_KEYS: JSON.stringify({ default: secretKey, jobs: OTHER_KEY }),
  SUPABASE_SERVICE_ROLE_KEY: LEGACY_KEY,
});
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const SERVER = Object.keys(ROUTES).filter((key) => ROUTES[key]!.server);
/** Those that need a session: a person has to be there. */
const PERSON = Object.keys(ROUTES).filter((key) =>
  !ROUTES[key]!.server && ROUTES[key]!.caller === undefined
);

interface Options {
  user?: TestUser;
  headers?: Record<string, string>;
  fields?: Record<string, unknown>;
}

/** Sends the route's sample request, with these fields in its body, or in its query if it has no body. */
function send(key: string, { user, headers, fields = {} }: Options): Promise<Answer> {
  const { method, path, body } = sampleRequest(key);
  if (body !== undefined) {
    return call(`${method} ${path}`, { user, headers, body: { ...body, ...fields } });
  }
  const search = new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)]),
  );
  const joint = path.includes("?") ? "&" : "?";
  return call(`${method} ${path}${search.size > 0 ? joint + search : ""}`, { user, headers });
}

/** As the server, for this user. */
const forUser = (key: string, { id }: { id: string }, options: Options = {}) =>
  send(key, {
    ...options,
    headers: { apikey: secretKey, ...options.headers },
    fields: { user_id: id, ...options.fields },
  });

/** Waits for what a mirror does after its answer, also if the functions are another process. */
async function syncEnded() {
  await background.ended();
  for (let seen = -1; seen !== google.calls.length;) {
    seen = google.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const CREATE = "POST /create-calendar-event/users/{user}/calendar/events";
const LIST = "GET /calendar-events/users/{user}";
const CONNECTION = "GET /calendar-connection/users/{user}";
const DISCONNECT = "DELETE /calendar-connection/users/{user}";
const problemsOf = ({ status, body }: Answer) => [status, body.code, body.details];
const pathsOf = ({ body }: Answer) => body.details.map(({ path }: { path: string }) => path);

Deno.test("seventeen routes take the secret key, and the three at which a person must be there do not", () => {
  assertEquals([SERVER.length, PERSON], [17, [
    "POST /oauth-initiate",
    "POST /oauth-callback/pending",
    "POST /oauth-callback/confirm",
  ]]);
});

for (const key of SERVER) {
  Deno.test(`the server is answered as the user is: ${key}`, async () => {
    const asUser = await send(key, { user: ada });
    if (key === DISCONNECT) await connect(ada);
    const asServer = await forUser(key, ada);
    assertEquals(asServer.status, asUser.status);
    assertEquals(asServer.body?.code, asUser.body?.code);
    assert([200, 201, 202, 204, 404].includes(asServer.status), `${asServer.status}`);
    const { caller, user_id } = lastLog();
    assertEquals([caller, user_id], ["server", ada.id]);
    if (key.includes("calendar-mirror")) await syncEnded();
    if (key === DISCONNECT) await connect(ada);
  });

  Deno.test(`a session must not name a user, itself included: ${key}`, async () => {
    google.resetCalls();
    for (const { id } of [ada, grace]) {
      for (const headers of [{}, { apikey: publishableKey }] as Record<string, string>[]) {
        const answer = await send(key, { user: ada, headers, fields: { user_id: id } });
        assertEquals([answer.status, answer.body.code], [422, "invalid_request"]);
        assertEquals(pathsOf(answer), ["user_id"]);
      }
    }
    assertEquals(google.calls.length, 0);
  });

  Deno.test(`the server must name the user, by a UUID: ${key}`, async () => {
    stack.requests.length = 0;
    for (
      const fields of [{}, { user_id: "" }, { user_id: "me" }, { user_id: `${ada.id}0` }, {
        user_id: ada.google_id,
      }]
    ) {
      const answer = await send(key, { headers: { apikey: secretKey }, fields });
      assertEquals([answer.status, answer.body.code], [422, "invalid_request"]);
      assertEquals(pathsOf(answer), ["user_id"]);
    }
    assertEquals(stack.requests, []);
  });

  Deno.test(`account_id is a UUID, and reported beside what else is wrong: ${key}`, async () => {
    for (const account_id of ["", "primary", ada.google_id]) {
      const fields = { account_id, nonsense: "1" };
      for (
        const answer of [
          await send(key, { user: ada, fields }),
          await forUser(key, ada, { fields }),
        ]
      ) {
        assertEquals([answer.status, answer.body.code], [422, "invalid_request"]);
        assertEquals(pathsOf(answer), ["account_id", "nonsense"]);
      }
    }
  });

  Deno.test(`a user who does not exist, is banned or was deleted is 404 for the server: ${key}`, async () => {
    const gone = await stack.createUser({ google: null });
    google.resetCalls();
    const refused = async () => {
      const { status, body } = await forUser(key, gone);
      assertEquals([status, body.code], [404, "user_not_found"]);
    };
    const set = (values: string) =>
      stack.sql(`update auth.users set ${values} where id = $1`, [gone.id]);
    await set("banned_until = now() + interval '1 hour'");
    await refused();
    await set("banned_until = null, deleted_at = now()");
    await refused();
    await stack.sql("delete from auth.users where id = $1", [gone.id]);
    await refused();
    assertEquals((await send(key, { user: gone })).status, 401);
    assertEquals(google.calls.length, 0);
  });
}

/** What is no secret key, by what is wrong with it. */
const REFUSED: [what: string, headers: Record<string, string>][] = [
  ["no key", {}],
  ["an empty key", { apikey: "" }],
  ["the publishable key", { apikey: publishableKey }],
  // The platform provides it even after it was switched off.
  ["the legacy key of a project that has new ones", { apikey: LEGACY_KEY }],
  ["a key that is too long", { apikey: `${secretKey}x` }],
  ["a key that is too short", { apikey: secretKey.slice(0, -1) }],
  ["two keys", { apikey: `${secretKey}, ${secretKey}` }],
  ["the key as a bearer token", { authorization: `Bearer ${secretKey}` }],
  ["the key as a bearer token beside the publishable one", {
    authorization: `Bearer ${secretKey}`,
    apikey: publishableKey,
  }],
  ["the key in another header", { "x-api-key": secretKey }],
  ["the key as a cookie", { cookie: `apikey=${secretKey}` }],
];

for (const [what, headers] of REFUSED) {
  Deno.test(`a caller without a session is refused everywhere, unread: ${what}`, async () => {
    stack.requests.length = 0;
    for (const key of [...SERVER, ...PERSON]) {
      const { status, body } = await send(key, { headers, fields: { user_id: ada.id } });
      assertEquals([key, status, body.code], [key, 401, "unauthenticated"]);
      const { caller, user_id } = lastLog();
      assertEquals([caller, user_id], [undefined, undefined]);
    }
    assertEquals(stack.requests, []);
  });
}

Deno.test("a wrong key is refused before the body is read", async () => {
  const route = "POST /create-calendar-event/users/me/calendar/events";
  const refused = await call(route, { headers: { apikey: `${secretKey}x` }, body: "{" });
  assertEquals(refused.status, 401);
  const { body } = await call(route, { headers: { apikey: secretKey }, body: "{" });
  assertEquals(body.code, "invalid_json");
});

Deno.test("the secret key does not stand for a person: connecting and confirming refuse it", async () => {
  stack.requests.length = 0;
  for (const key of PERSON) {
    for (const fields of [{}, { user_id: ada.id }]) {
      for (const apikey of [secretKey, OTHER_KEY, LEGACY_KEY]) {
        const headers = { apikey, authorization: `Bearer ${apikey}` };
        const { status, body } = await send(key, { headers, fields });
        assertEquals([key, status, body.code], [key, 401, "unauthenticated"]);
      }
    }
  }
  assertEquals(stack.requests, []);
  // With a session the key changes nothing, and the session's user is the only one.
  for (const key of PERSON) {
    const headers = { apikey: secretKey };
    const answer = await send(key, { user: ada, headers, fields: { user_id: grace.id } });
    assertEquals([key, answer.status, pathsOf(answer)], [key, 422, ["user_id"]]);
  }
  const { status } = await send("POST /oauth-initiate", {
    user: ada,
    headers: { apikey: secretKey },
  });
  assertEquals([status, lastLog().caller], [200, undefined]);
});

Deno.test("each of the project's secret keys is taken, whatever its name", async () => {
  for (const apikey of [secretKey, OTHER_KEY]) {
    const { status } = await forUser(CONNECTION, ada, { headers: { apikey } });
    assertEquals(status, 200);
  }
});

Deno.test("beside the secret key no session is read: whose it is, and whether it is one", async () => {
  const emails: string[] = [];
  for (
    const authorization of [
      `Bearer ${secretKey}`,
      `Bearer ${ada.access_token}`,
      "Bearer a.b.c",
      "Basic x",
    ]
  ) {
    stack.requests.length = 0;
    const { body } = await forUser(CONNECTION, grace, { headers: { authorization } });
    emails.push(body.google_email);
    assertEquals(stack.requests.filter(({ path }) => path.startsWith("/auth/")), []);
    assertEquals(lastLog().user_id, grace.id);
  }
  assertEquals(new Set(emails), new Set([grace.email]));
});

Deno.test("a secret key beside a session, without user_id, acts for nobody", async () => {
  const message = "is required: the secret key acts for the user whose id this is";
  for (const key of SERVER) {
    const answer = await send(key, { user: ada, headers: { apikey: secretKey } });
    assertEquals([key, ...problemsOf(answer)], [key, 422, "invalid_request", [{
      path: "user_id",
      message,
    }]]);
  }
});

Deno.test("the path is that user's: me, or their own Google id, and nobody else's", async () => {
  const headers = { apikey: secretKey };
  const statusOf = async (user: string) =>
    (await call(`GET /calendar-connection/users/${user}?user_id=${ada.id}`, { headers })).status;
  assertEquals(await statusOf("me"), 200);
  assertEquals(await statusOf(ada.google_id!), 200);
  assertEquals(await statusOf(grace.google_id!), 404);
  assertEquals(await statusOf(ada.id), 404);
});

Deno.test("a user_id is the same in any case, and is given once", async () => {
  const { status } = await forUser(CONNECTION, { id: ada.id.toUpperCase() });
  assertEquals([status, lastLog().user_id], [200, ada.id]);
  const twice = `user_id=${ada.id}&user_id=${grace.id}`;
  const answer = await call(`GET /calendar-events/users/me?${twice}`, {
    headers: { apikey: secretKey },
  });
  assertEquals(problemsOf(answer), [422, "invalid_request", [
    { path: "user_id", message: "is given more than once" },
  ]]);
});

Deno.test("where there is a body, user_id in the query names nobody", async () => {
  const route = `POST /create-calendar-event/users/me/calendar/events?user_id=${ada.id}`;
  const { body } = sampleRequest(CREATE);
  const answer = await call(route, { headers: { apikey: secretKey }, body });
  assertEquals([answer.status, pathsOf(answer)], [422, ["user_id"]]);
});

Deno.test("a body that is no object, or whose fields are no texts, is refused", async () => {
  const headers = { apikey: secretKey };
  const route = "POST /create-calendar-event/users/me/calendar/events";
  for (const body of ["[]", "null", '"x"', "1"]) {
    assertEquals((await call(route, { headers, body })).status, 422, body);
  }
  for (const user_id of [null, 1, {}, [ada.id]]) {
    const answer = await forUser(CREATE, ada, { fields: { user_id } });
    assertEquals([answer.status, pathsOf(answer)], [422, ["user_id"]]);
  }
  const own = `{"__proto__": {"user_id": "${ada.id}"}}`;
  const answer = await call(route, { headers, body: own });
  assertEquals(answer.status, 422);
  assert(pathsOf(answer).includes("__proto__"));
});

Deno.test("Auth is not asked for the server, even where a session that was signed out is refused", async () => {
  stack.requests.length = 0;
  const { status, body } = await forUser(DISCONNECT, grace);
  assertEquals([status, body.status, body.revoked], [200, "not_connected", true]);
  assertEquals(stack.requests.filter(({ path }) => path.startsWith("/auth/")), []);
  await connect(grace);
});

Deno.test("what the server calls counts against the user's budget", async () => {
  const used = async () =>
    Number(
      (await stack.sql<{ used: number }>(
        "select used from google_calendar.user_budgets where user_id = $1 and budget = 'calls'",
        [ada.id],
      ))[0]?.used ?? 0,
    );
  const before = await used();
  await forUser(LIST, ada);
  await send(LIST, { user: ada });
  assertEquals(await used(), before + 2);
});

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};
const eventsOf = async (user: TestUser) =>
  (await call("GET /calendar-events/users/me", { user }))
    .body.events as { id: string; summary: string }[];

Deno.test("one key from the server and from the user's page, at once and later, makes one event", async () => {
  const route = "POST /create-calendar-event/users/me/calendar/events";
  const summary = `Once ${crypto.randomUUID()}`;
  const body = { ...EVENT, summary, idempotency_key: crypto.randomUUID() };
  const asUser = () => call(route, { user: ada, body });
  const asServer = (fields = {}) =>
    call(route, { headers: { apikey: secretKey }, body: { ...fields, user_id: ada.id, ...body } });
  const first = await Promise.all([asUser(), asServer(), asUser(), asServer()]);
  const later = [await asServer(), await asUser(), await asServer({ account_id: null })];
  const statuses = [...first, ...later].map(({ status }) => status).sort();
  assertEquals(statuses, [200, 200, 200, 200, 200, 200, 201]);
  assertEquals(new Set([...first, ...later].map(({ body }) => body.id)).size, 1);
  assertEquals((await eventsOf(ada)).filter((event) => event.summary === summary).length, 1);

  const other = await call(route, {
    headers: { apikey: secretKey },
    body: { ...body, user_id: ada.id, summary: "Another" },
  });
  assertEquals([other.status, other.body.code], [422, "idempotency_mismatch"]);
  // The key is the user's: for another user it names another creation.
  const graces = await call(route, {
    headers: { apikey: secretKey },
    body: { ...body, user_id: grace.id },
  });
  assertEquals(graces.status, 201);
});

Deno.test("the server finds, changes and deletes what the user made, with every check", async () => {
  const headers = { apikey: secretKey };
  const user_id = ada.id;
  const { body: made } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: EVENT,
  });
  const path = `/calendar-events/users/me/${made.id}`;
  const read = await call(`GET ${path}?user_id=${user_id}`, { headers });
  assertEquals(read.body.summary, "Lecture 5");
  const change = (if_match: string) =>
    call(`PATCH ${path}`, { headers, body: { user_id, summary: "Lecture 6", if_match } });
  assertEquals((await change('"0"')).status, 412);
  const changed = await change(read.body.etag);
  assertEquals([changed.status, changed.body.summary], [200, "Lecture 6"]);
  assertEquals((await call(`GET ${path}?user_id=${grace.id}`, { headers })).status, 404);
  assertEquals((await call(`DELETE ${path}?user_id=${user_id}`, { headers })).status, 204);

  const { id } = await createResource(ada);
  const resource = `GET /get-resource/users/me/resources/${id}`;
  assertEquals((await call(`${resource}?user_id=${ada.id}`, { headers })).status, 200);
  assertEquals((await call(`${resource}?user_id=${grace.id}`, { headers })).status, 404);
});

Deno.test("none of these requests left a key in the log", () => {
  const all = logLines.join("\n");
  assert(all.includes('"caller":"server"'));
  for (const key of [secretKey, OTHER_KEY, LEGACY_KEY]) assert(!all.includes(key));
});

closeAtEnd(stack);
