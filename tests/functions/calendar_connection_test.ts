/** `GET` and `DELETE /calendar-connection/users/{user}`, for a user with one account. `accounts_test.ts` has several. */
import { assert, assertEquals } from "@std/assert";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect, consent, follow, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const byPassword = await stack.createUser({ google: null });

const read = (user = ada) => call("GET /calendar-connection/users/me", { user });
const disconnect = (user = ada) => call("DELETE /calendar-connection/users/me", { user });

const NOT_CONNECTED = {
  status: "not_connected",
  reason: null,
  google_email: null,
  scopes: [],
  features: { events: false, free_busy: false },
  connected_at: null,
  expires_at: null,
  account_id: null,
  is_default: false,
  accounts: [],
};

Deno.test("who never connected is not_connected", async () => {
  assertEquals((await read()).body, NOT_CONNECTED);
  assertEquals((await read(byPassword)).body, NOT_CONNECTED);
});

Deno.test("a connection tells the account, the scopes and what they allow", async () => {
  await connect(ada);
  const { status, body } = await read();
  assertEquals(status, 200);
  assertEquals([body.status, body.reason, body.google_email, body.expires_at], [
    "connected",
    null,
    "ada@example.com",
    null,
  ]);
  assertEquals(body.features, { events: true, free_busy: true });
  assert(body.scopes.includes("https://www.googleapis.com/auth/calendar.events"));
  assert(Math.abs(Date.parse(body.connected_at) - Date.now()) < 60_000);
});

Deno.test("a browser may read its own connection through the data API, and no token", async () => {
  const rest = async (table: string) => {
    const response = await fetch(`${stack.apiUrl}/rest/v1/${table}?select=*`, {
      headers: {
        apikey: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
        authorization: `Bearer ${ada.access_token}`,
      },
    });
    return { status: response.status, text: await response.text() };
  };
  assertEquals(JSON.parse((await rest("google_connections")).text).length, 1);
  for (const table of ["users", "oauth_states", "confirmations"]) {
    const { text } = await rest(table);
    assert(!text.includes("eyJ") && !text.includes(ada.id), `${table}: ${text}`);
  }
});

Deno.test("disconnecting is refused while Google cannot be reached, and clears nothing", async () => {
  const before = await row(ada);
  const restore = google.fail("revoke", { status: 503, times: Infinity });
  const { status, body } = await disconnect();
  restore();
  assertEquals([status, body.code], [502, "google_unavailable"]);
  assertEquals(await row(ada), before);
  assertEquals((await read()).body.status, "connected");
});

Deno.test("disconnecting revokes at Google, then forgets everything but google_id", async () => {
  const underWay = await consent(ada);
  google.resetCalls();
  const { status, body } = await disconnect();
  assertEquals([status, body], [200, { ...NOT_CONNECTED, revoked: true }]);
  assertEquals(google.count("revoke"), 1);
  assertEquals(
    google.grants("ada@example.com").filter((grant) => grant.refresh_token_count > 0),
    [],
  );
  const cleared = await row(ada);
  assertEquals(
    [cleared?.google_refresh_token, cleared?.google_access_token, cleared?.google_account_id],
    [null, null, null],
  );
  assertEquals(cleared?.google_id, ada.google_id);
  // A sign-in that was under way does not connect again.
  assertEquals((await follow(underWay)).searchParams.get("error"), "state_invalid");
});

Deno.test("disconnecting twice, or without a connection, is no failure and no call to Google", async () => {
  google.resetCalls();
  assertEquals((await disconnect()).status, 200);
  assertEquals((await disconnect(byPassword)).status, 200);
  assertEquals(google.calls.length, 0);
});

Deno.test("a grant that is dead already is disconnected all the same", async () => {
  await connect(ada);
  google.revokeGrant("ada@example.com");
  const { status, body } = await disconnect();
  assertEquals([status, body.status, body.revoked], [200, "not_connected", true]);
});

Deno.test("tokens that cannot be opened are forgotten, and the answer says that the grant stands", async () => {
  await connect(ada);
  await stack.sql(
    "update google_calendar.users set google_refresh_token = 'sealed with a key that is gone' where id = $1",
    [ada.id],
  );
  google.resetCalls();
  const { status, body } = await disconnect();
  assertEquals([status, body.status, body.revoked], [200, "not_connected", false]);
  assertEquals(google.count("revoke"), 0);
});

closeAtEnd(stack);
