/**
 * The database or Auth fails, at each place where it is used.
 */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import type { Fault } from "../support/stack.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, expireIn, row } = scenario;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const CREATE = {
  user: ada,
  body: {
    summary: "Lecture 5",
    start_datetime: "2026-08-15T09:00:00-07:00",
    end_datetime: "2026-08-15T10:00:00-07:00",
  },
};

const MAKE_DEFAULT = { user: ada, body: { account_id: ada.id, is_default: true } };

const CREATE_ROUTE = "POST /create-calendar-event/users/me/calendar/events";

/** Each call, and a SQL function that it asks before it does anything. */
const ROUTES: [rpc: string, route: string, options: Parameters<typeof call>[1]][] = [
  ["read_account", CREATE_ROUTE, CREATE],
  ["read_connections", "GET /calendar-connection/users/me", { user: ada }],
  ["read_connections", "PATCH /calendar-connection/users/me", MAKE_DEFAULT],
  ["make_default", "PATCH /calendar-connection/users/me", MAKE_DEFAULT],
  ["read_account", "DELETE /calendar-connection/users/me", { user: ada }],
  ["read_connections", "DELETE /calendar-connection/users/me?all=true", { user: ada }],
  ["read_account", "DELETE /calendar-connection/users/me?all=true", { user: ada }],
  ["start_oauth", "POST /oauth-initiate", { user: ada }],
  ["read_resource", `GET /get-resource/users/me/resources/${crypto.randomUUID()}`, { user: ada }],
  ["read_confirmation", "POST /oauth-callback/pending", { user: ada, body: { confirmation: "x" } }],
  ["confirm_connection", "POST /oauth-callback/confirm", {
    user: ada,
    body: { confirmation: "x" },
  }],
];

const problem = (status: number, code: string): Fault => ({
  status,
  body: { code, message: "secret text of the database", details: null, hint: null },
});

const FAULTS: [name: string, fault: Fault, status: number, code: string][] = [
  ["is down", { status: 503, body: "upstream connect error" }, 503, "database_unavailable"],
  ["resets the connection", { reset: "before" }, 503, "database_unavailable"],
  ["cannot reach Postgres", problem(503, "PGRST001"), 503, "database_unavailable"],
  ["runs into its statement timeout", problem(500, "57014"), 504, "database_timeout"],
  ["keeps reading its schema", problem(503, "PGRST002"), 503, "database_unavailable"],
  ["keeps a row locked", problem(500, "55P03"), 503, "database_unavailable"],
  ["undoes the call twice for a deadlock", problem(500, "40P01"), 503, "database_unavailable"],
  ["denies permission", problem(403, "42501"), 500, "misconfigured"],
  ["has no such function", problem(404, "PGRST202"), 500, "misconfigured"],
  ["refuses the key", { status: 401, body: { message: "Invalid API key" } }, 500, "misconfigured"],
];

for (const code of ["PGRST002", "PGRST202", "PGRST203", "PGRST204", "PGRST205", "42883"]) {
  Deno.test(`a schema cache that is stale once (${code}) is waited for, and no caller sees it`, async () => {
    const status = code === "PGRST002" ? 503 : 404;
    const rpc = "/rest/v1/rpc/google_calendar_read_connections";
    stack.requests.length = 0;
    stack.failDatabase(rpc, { ...problem(status, code), times: 1 });
    const answer = await call("GET /calendar-connection/users/me", { user: ada });
    assertEquals([answer.status, answer.body.status], [200, "connected"]);
    assertEquals(stack.requests.filter(({ path }) => path === rpc).length, 2);
  });
}

for (const [name, fault, status, code] of FAULTS) {
  Deno.test(`the database ${name}: ${code} on every route, without the database's own message`, async () => {
    const invariants = await watch(scenario, ada);
    for (const [rpc, route, options] of ROUTES) {
      const stop = stack.failDatabase(`/rest/v1/rpc/google_calendar_${rpc}`, {
        ...fault,
        times: Infinity,
      });
      const answer = await call(route, options);
      stop();
      assertEquals([answer.status, answer.body.code], [status, code], route);
      if (status === 503) assert(Number(answer.headers.get("retry-after")) > 0, route);
      assert(!JSON.stringify(answer.body).includes("secret text"), route);
    }
    await invariants.check();
  });
}

Deno.test("a database that never answers is database_timeout on every route at once", async () => {
  const invariants = await watch(scenario, ada);
  const stop = stack.failDatabase("/rest/v1/rpc/", { hang: true, times: Infinity });
  const answers = await Promise.all(ROUTES.map(([, route, options]) => call(route, options)));
  stop();
  for (const { status, body } of answers) {
    assertEquals([status, body.code], [504, "database_timeout"]);
  }
  await invariants.check();
});

Deno.test("a database call is not repeated automatically", async () => {
  stack.requests.length = 0;
  const stop = stack.failDatabase("/rest/v1/rpc/", { reset: "before", times: Infinity });
  await call("GET /calendar-connection/users/me", { user: ada });
  stop();
  assertEquals(stack.requests.filter(({ path }) => path.startsWith("/rest/")).length, 1);
});

for (const [what, code] of [["a deadlock", "40P01"], ["a conflict", "40001"]] as const) {
  Deno.test(`a call that the database rolled back because of ${what} is repeated once`, async () => {
    const asked = () => stack.requests.filter(({ path }) => path.startsWith("/rest/")).length;
    stack.requests.length = 0;
    const once = stack.failDatabase("/rest/v1/rpc/", problem(500, code));
    assertEquals((await call("GET /calendar-connection/users/me", { user: ada })).status, 200);
    once();
    assertEquals(asked(), 2);

    stack.requests.length = 0;
    const always = stack.failDatabase("/rest/v1/rpc/", { ...problem(500, code), times: Infinity });
    const { status } = await call("GET /calendar-connection/users/me", { user: ada });
    always();
    assertEquals([status, asked()], [503, 2]);
  });
}

const AUTH_FAULTS: [name: string, fault: Fault][] = [
  ["answers 500", { status: 500 }],
  ["resets", { reset: "before" }],
  ["hangs", { hang: true }],
];

for (const [name, fault] of AUTH_FAULTS) {
  Deno.test(`Auth that ${name} is auth_unavailable on the routes that ask Auth`, async () => {
    const stop = stack.failDatabase("/auth/v1/user", { ...fault, times: Infinity });
    const { status, body } = await call("POST /oauth-initiate", { user: ada });
    stop();
    assertEquals([status, body.code], [503, "auth_unavailable"]);
  });
}

Deno.test("a committed save whose answer was lost leaves the refreshed grant", async () => {
  const before = await row(ada);
  await expireIn(ada, -60);
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_end_refresh", {
    reset: "before",
    after: true,
  });
  assertEquals((await call(CREATE_ROUTE, CREATE)).status, 201);
  stop();
  const after = await row(ada);
  assert(after?.google_access_token !== before?.google_access_token);
  stack.google.resetCalls();
  assertEquals((await call(CREATE_ROUTE, CREATE)).status, 201);
  assertEquals(stack.google.count("token.refresh"), 0);
});

Deno.test("a database failure during a refresh is reported, and the grant stays", async () => {
  for (const rpc of ["begin_refresh", "mark_needs_reconnect"]) {
    await expireIn(ada, -60);
    const invariants = await watch(scenario, ada);
    const dead = rpc === "mark_needs_reconnect"
      ? stack.google.fail("token.refresh", { status: 400, body: { error: "invalid_grant" } })
      : () => {};
    const stop = stack.failDatabase(`/rest/v1/rpc/google_calendar_${rpc}`, {
      status: 503,
      times: Infinity,
    });
    const { status, body } = await call(CREATE_ROUTE, CREATE);
    stop();
    dead();
    assertEquals([status, body.code], [503, "database_unavailable"], rpc);
    assertEquals((await scenario.connection(ada))?.status, "connected", rpc);
    await stack.sql("update google_calendar.users set refresh_lease_until = null");
    await invariants.check();
  }
});

closeAtEnd(stack);
