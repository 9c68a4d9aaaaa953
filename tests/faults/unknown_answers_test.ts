/** The database answers with a word or a shape that nobody knows: the request fails at once. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure } from "../support/figures.ts";
import { watch } from "../support/invariants.ts";
import { type CallOptions, startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, consent, expireIn, follow, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

type Request = [route: string, options: CallOptions];

const CREATE: Request = [
  "POST /create-calendar-event/users/me/calendar/events",
  {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  },
];

const CONNECTION = "/calendar-connection/users/me";
const READ: Request = [`GET ${CONNECTION}`, { user: ada }];
const MAKE_DEFAULT: Request = [
  `PATCH ${CONNECTION}`,
  { user: ada, body: { account_id: ada.id, is_default: true } },
];

const ODD: unknown[] = ["surprise", "", "Begun", null, 0, true, {}, [], ["begun"], [null]];
/** Neither is any of these a truth. */
const NO_TRUTH: unknown[] = ["true", "", null, 0, 1, {}, [], [true]];
const NO_ROWS: unknown[] = ["none", null, 0, true, {}, [null], ["row"]];

/** Meets the answer at one SQL function, for as long as it takes. */
async function answered(name: string, body: unknown, route: string, options: CallOptions) {
  await expireIn(ada, -60);
  const invariants = await watch(scenario, ada);
  google.resetCalls();
  stack.requests.length = 0;
  // As JSON: the stack writes text as it is.
  const stop = stack.failDatabase(`/rest/v1/rpc/google_calendar_${name}`, {
    status: 200,
    body: JSON.stringify(body),
    times: Infinity,
  });
  const started = performance.now();
  const answer = await call(route, options);
  const elapsed = performance.now() - started;
  stop();
  await stack.sql(
    "update google_calendar.users set refresh_lease = null, refresh_lease_until = null",
  );
  await invariants.check();
  return { ...answer, elapsed, calls: stack.requests.length };
}

const CASES: [name: string, answers: unknown[], request: Request][] = [
  ["begin_refresh", ODD, CREATE],
  ["end_refresh", NO_TRUTH, CREATE],
  ["read_account", NO_ROWS, CREATE],
  ["read_connections", NO_ROWS, READ],
  ["make_default", NO_TRUTH, MAKE_DEFAULT],
];

for (const [name, answers, request] of CASES) {
  Deno.test(`an unknown answer of ${name} fails the request at once`, async () => {
    let most = 0;
    for (const odd of answers) {
      const { status, body, elapsed, calls } = await answered(name, odd, ...request);
      assertEquals([status, body.code], [500, "internal_error"], JSON.stringify(odd));
      assert(elapsed < 5000, `${JSON.stringify(odd)}: ${elapsed} ms`);
      most = Math.max(most, calls);
    }
    figure(`${name}: ${most} database calls at the most`);
    assert(most <= 6, `${most} calls`);
    assertEquals(google.count("token.refresh"), name === "end_refresh" ? 1 : 0);
  });
}

Deno.test("an unknown status or reason is never shown as a connection", async () => {
  await expireIn(ada, 3600);
  const { grant_version, google_access_token, google_refresh_token, google_account_id } =
    (await row(ada))!;
  const known = {
    user_id: ada.id,
    google_id_matches: true,
    account_id: ada.id,
    account_found: true,
    is_default: true,
    status: "connected",
    reason: null,
    google_account_id,
    google_email: ada.email,
    scopes: (await scenario.connection(ada))!.scopes,
    connected_at: null,
    expires_at: null,
    sealed_refresh_token: google_refresh_token,
    sealed_access_token: google_access_token,
    access_token_expires_in: 3600,
    access_token_lifetime: 3600,
    access_token_refused: false,
    grant_version: Number(grant_version),
    resource_name: null,
    retry_after: null,
  };
  const odd = [{ status: "paused" }, { status: null }, {
    status: "needs_reconnect",
    reason: "bored",
  }];
  google.resetCalls();
  for (const changed of odd) {
    for (const [rpc, request] of [["read_account", CREATE], ["read_connections", READ]] as const) {
      const stop = stack.failDatabase(`/rest/v1/rpc/google_calendar_${rpc}`, {
        status: 200,
        body: JSON.stringify([{ ...known, ...changed }]),
      });
      const { status, body } = await call(...request);
      stop();
      assertEquals([status, body.code], [500, "internal_error"], JSON.stringify(changed));
    }
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("a request ends if begin_refresh always says that the grant changed, and it polls a few times a second", async () => {
  const { status, body, elapsed, calls } = await answered("begin_refresh", "changed", CREATE[0], {
    ...CREATE[1],
  });
  figure(`${calls} database calls in ${Math.round(elapsed)} ms`);
  assertEquals([status, body.code], [503, "database_unavailable"]);
  assert(calls < 25, `${calls} calls`);
});

Deno.test("an unknown answer to a save is not reported as connected", async () => {
  for (const odd of ["surprise", null, {}, []]) {
    const address = await consent(ada);
    const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_save_connection", {
      status: 200,
      body: JSON.stringify(odd),
    });
    const landed = await follow(address);
    stop();
    assertEquals(landed.searchParams.get("error"), "connect_not_saved", JSON.stringify(odd));
  }
});

Deno.test("an unknown answer to a confirmation is not reported as expired", async () => {
  for (const odd of ["surprise", null, {}, [null]]) {
    const address = await connect(ada, { email: "alan@example.com" });
    const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
    const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_confirm_connection", {
      status: 200,
      body: JSON.stringify(odd),
    });
    const { status, body } = await call("POST /oauth-callback/confirm", {
      user: ada,
      body: { confirmation },
    });
    stop();
    assertEquals([status, body.code], [500, "internal_error"], JSON.stringify(odd));
  }
});

closeAtEnd(stack);
