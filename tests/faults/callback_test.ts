/** Google or the database fails while a calendar is being connected: nothing is saved that was not verified. */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults, idTokenFaults } from "../../local/google/mod.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, connect, consent, follow, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(grace);

const outcomeOf = (address: URL) =>
  address.searchParams.get("error") ?? address.searchParams.get("calendar");

/** Connects while the code exchange meets a fault. */
async function connectWhile(fault: Fault, endpoint = "token.code") {
  const invariants = await watch(scenario, ada);
  const stop = google.fail(endpoint, fault);
  const address = await connect(ada);
  stop();
  return { address, outcome: outcomeOf(address), invariants };
}

for (const fault of idTokenFaults) {
  Deno.test(`an ID token is refused, connected or not: ${fault}`, async () => {
    const { address, outcome, invariants } = await connectWhile({ id_token: fault });
    if (fault === "wrong_sub") {
      // A token of Google's for another account: it waits for a confirmation, and nothing is saved.
      assertEquals(new URLSearchParams(address.hash.slice(1)).get("calendar"), "confirm");
    } else {
      assertEquals(outcome, "google_identity_invalid");
    }
    assertEquals((await row(ada))?.google_refresh_token ?? null, null);
    await invariants.check();
  });
}

Deno.test("a scope whose name only contains the required scope's name is google_scope_missing", async () => {
  const { outcome, invariants } = await connectWhile(faults.lookalikeScope);
  assertEquals(outcome, "google_scope_missing");
  await invariants.check();
});

Deno.test("an answer without a refresh token is google_no_refresh_token if none is stored", async () => {
  const { outcome, invariants } = await connectWhile({ patch: { refresh_token: null } });
  assertEquals(outcome, "google_no_refresh_token");
  assertEquals(await row(ada), undefined);
  await invariants.check();
});

Deno.test("another account without a refresh token cannot be confirmed", async () => {
  const { address, invariants } = await connectWhile({
    patch: { refresh_token: null },
    id_token: "wrong_sub",
  });
  const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
  const { status, body } = await scenario.call("POST /oauth-callback/confirm", {
    user: ada,
    body: { confirmation },
  });
  assertEquals([status, body.code, body.details], [
    401,
    "reconnect_required",
    { reason: "revoked_or_expired" },
  ]);
  await invariants.check();
});

/** What the token endpoint answers to the exchange, and what the page is told. */
const EXCHANGES: [name: string, fault: Fault, outcome: string][] = [
  ["invalid_grant", faults.invalidGrant, "state_invalid"],
  ["invalid_client", faults.invalidClient, "google_client_misconfigured"],
  ["deleted_client", faults.deletedClient, "google_client_misconfigured"],
  ["503 for ever", { ...faults.unavailable, times: Infinity }, "google_unavailable"],
  ["a reset for ever", { ...faults.resetBefore, times: Infinity }, "google_unavailable"],
  ["200 with HTML", faults.html200, "google_unavailable"],
  ["{}", faults.emptyObject, "google_unavailable"],
  ["429 for an hour", faults.tokenRateLimitedLong, "google_unavailable"],
];

for (const [name, fault, expected] of EXCHANGES) {
  Deno.test(`the code exchange answers ${name}: ${expected}`, async () => {
    const { outcome, invariants } = await connectWhile(fault);
    assertEquals(outcome, expected);
    assertEquals(await row(ada), undefined);
    await invariants.check();
  });
}

Deno.test("the database is down before the exchange: nothing is spent at Google", async () => {
  const address = await consent(ada);
  google.resetCalls();
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_take_oauth_state", { status: 503 });
  assertEquals(outcomeOf(await follow(address)), "database_unavailable");
  stop();
  assertEquals(google.count("token.code"), 0);
  // The state was not taken: the same address works once the database is back.
  assertEquals(outcomeOf(await follow(address)), "connected");
});

Deno.test("the database is down after the exchange: connect_not_saved, and the old grant stays", async () => {
  const invariants = await watch(scenario, ada);
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_save_connection", { status: 503 });
  assertEquals(outcomeOf(await connect(ada)), "connect_not_saved");
  stop();
  assertEquals((await scenario.connection(ada))?.status, "connected");
  await invariants.check();
});

Deno.test("an answer without a refresh token keeps the stored one", async () => {
  await connect(ada);
  const { outcome, invariants } = await connectWhile({ patch: { refresh_token: null } });
  assertEquals(outcome, "connected");
  await invariants.check();
});

Deno.test("an answer without a refresh token is google_no_refresh_token if the stored grant is dead", async () => {
  await stack.sql(
    "update public.google_connections set status = 'needs_reconnect', reason = 'revoked_or_expired' where user_id = $1",
    [ada.id],
  );
  const { outcome, invariants } = await connectWhile({ patch: { refresh_token: null } });
  assertEquals(outcome, "google_no_refresh_token");
  await invariants.check();
  await connect(ada);
});

Deno.test("a refused connection leaves the existing one unchanged", async () => {
  const before = await row(ada);
  for (const fault of [faults.lookalikeScope, faults.html200, { id_token: "wrong_aud" as const }]) {
    const { invariants } = await connectWhile(fault);
    assertEquals(await row(ada), before);
    await invariants.check();
  }
});

Deno.test("a connection says when a time-limited grant ends", async () => {
  google.setBehaviour("ada@example.com", { time_limited: true } as never);
  const { outcome } = await connectWhile({ patch: { refresh_token_expires_in: 86_400 } });
  assertEquals(outcome, "connected");
  const { body } = await scenario.call("GET /calendar-connection/users/me", { user: ada });
  const left = Date.parse(body.expires_at) - Date.now();
  assert(left > 86_000_000 && left <= 86_400_000, `${left} ms`);
});

closeAtEnd(stack);
