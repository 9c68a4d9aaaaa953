/** `POST /oauth-initiate`: what Google is asked, and what is remembered of it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { sha256Base64url } from "../../supabase/functions/_shared/crypto.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const { stack, call } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const byPassword = await stack.createUser({ google: null });

const initiate = (body?: unknown, headers?: Record<string, string>) =>
  call("POST /oauth-initiate", { user: ada, body, headers });

Deno.test("oauth-initiate refuses who is not signed in, and stores nothing", async () => {
  const { status, body } = await call("POST /oauth-initiate", { body: {} });
  assertEquals([status, body.code], [401, "unauthenticated"]);
  assertEquals(await stack.sql("select * from google_calendar.oauth_states"), []);
});

Deno.test("oauth-initiate refuses addresses outside the app, and names the field", async () => {
  for (const return_to of ["//evil.example", "https://evil.example/", "javascript:alert(1)"]) {
    const { status, body } = await initiate({ return_to });
    assertEquals([status, body.code], [422, "invalid_request"]);
    assertEquals(body.details, [{
      path: "return_to",
      message: "must be a path in the web app, or an address of an allowed origin",
    }]);
  }
});

Deno.test("oauth-initiate refuses unknown fields, other types and other bodies", async () => {
  assertEquals((await initiate({ redirect_uri: "/x" })).body.details, [
    { path: "redirect_uri", message: "is not a field of this request" },
  ]);
  assertEquals((await initiate({ choose_account: "yes" })).status, 422);
  assertEquals((await initiate([])).status, 422);
  assertEquals((await initiate("{")).body.code, "invalid_json");
  assertEquals((await initiate("{}", { "content-type": "text/plain" })).status, 415);
});

Deno.test("oauth-initiate asks Google for offline access, with state, nonce and S256", async () => {
  const { status, body } = await initiate();
  assertEquals(status, 200);
  assertEquals(Object.keys(body), ["authorization_url", "expires_at"]);
  const url = new URL(body.authorization_url);
  assertEquals(url.origin + url.pathname, `${stack.google.url}/o/oauth2/v2/auth`);
  const { state, nonce, code_challenge, ...rest } = Object.fromEntries(url.searchParams);
  for (const random of [state, nonce, code_challenge]) assertMatch(random!, /^[\w-]{43}$/);
  assertEquals(rest, {
    client_id: stack.env.GOOGLE_CLIENT_ID!,
    redirect_uri: `${stack.env.API_URL ?? stack.apiUrl}/functions/v1/oauth-callback`,
    response_type: "code",
    scope:
      "openid email https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy",
    access_type: "offline",
    prompt: "consent",
    code_challenge_method: "S256",
    login_hint: ada.google_id!,
  });
  const left = Date.parse(body.expires_at) - Date.now();
  assert(left > 9 * 60_000 && left <= 10 * 60_000 + 1000, `${left} ms`);
});

Deno.test("oauth-initiate suggests nobody where there is no Google identity, or another is wanted", async () => {
  const hintOf = ({ body }: Awaited<ReturnType<typeof call>>) =>
    new URL(body.authorization_url).searchParams.get("login_hint");
  assertEquals(hintOf(await call("POST /oauth-initiate", { user: byPassword })), null);
  const chosen = await initiate({ choose_account: true });
  assertEquals(hintOf(chosen), null);
  assertEquals(
    new URL(chosen.body.authorization_url).searchParams.get("prompt"),
    "consent select_account",
  );
});

Deno.test("oauth-initiate stores the state as a hash and the verifier sealed", async () => {
  const { body } = await initiate({ return_to: "/resources/1" });
  const state = new URL(body.authorization_url).searchParams.get("state")!;
  const [row] = await stack.sql<Record<string, string>>(
    "select * from google_calendar.oauth_states where state_hash = $1",
    [sha256Base64url(state)],
  );
  assertEquals(row!.user_id, ada.id);
  assertEquals(row!.return_to, `${stack.env.APP_URL}/resources/1`);
  assertMatch(row!.sealed_code_verifier!, /^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  const stored = JSON.stringify(await stack.sql("select * from google_calendar.oauth_states"));
  assert(!stored.includes(state));
});

Deno.test("oauth-initiate keeps a user's newest five states, and drops what expired", async () => {
  await stack.sql(
    "update google_calendar.oauth_states set expires_at = now() - interval '1 second'",
  );
  for (let i = 0; i < 8; i++) await initiate();
  const rows = await stack.sql<{ user_id: string }>(
    "select user_id from google_calendar.oauth_states",
  );
  assertEquals(rows.length, 5);
});

Deno.test("oauth-initiate answers the configured origins, errors included, and no other", async () => {
  const originOf = async (origin: string) =>
    (await call("POST /oauth-initiate", { headers: { origin } })).headers
      .get("access-control-allow-origin");
  assertEquals(await originOf(stack.env.APP_URL!), stack.env.APP_URL);
  assertEquals(await originOf("https://evil.example"), null);
  assertEquals(await originOf("null"), null);
});

Deno.test("the caller's request id comes back if it is one", async () => {
  const id = async (given: string) =>
    (await initiate({}, { "x-request-id": given })).headers.get("x-request-id");
  assertEquals(await id("abc_DEF-123"), "abc_DEF-123");
  for (const bad of ["has space", "a".repeat(65), "<script>"]) assert(await id(bad) !== bad);
});

closeAtEnd(stack);
