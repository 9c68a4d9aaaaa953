/** `GET /oauth-callback`: every way it can be fooled or fail, and the one way it connects. */
import { assert, assertEquals } from "@std/assert";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { until } from "../support/until.ts";

const scenario = await startScenario();
const { stack, call, consent, follow, connect, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });

const outcomeOf = (address: URL) =>
  address.searchParams.get("error") ?? address.searchParams.get("calendar");

async function assertNotConnected() {
  assertEquals((await row(ada))?.google_refresh_token ?? null, null);
  assertEquals(google.count("revoke"), 0);
}

Deno.test("a state that is missing, forged or empty leads to /profile, if CONNECT_PATH is not set", async () => {
  google.resetCalls();
  for (const query of ["", "?code=x", "?state=", "?code=x&state=forged", "?state=a&state=b"]) {
    const { status, headers } = await call(`GET /oauth-callback${query}`);
    assertEquals(status, 303);
    assertEquals(
      headers.get("location"),
      `${stack.env.APP_URL}/profile?calendar=error&error=state_invalid`,
    );
    assertEquals(headers.get("referrer-policy"), "no-referrer");
  }
  assertEquals(google.count("token.code"), 0);
});

Deno.test("a refusal on Google's page is access_denied, at the address stored with the state", async () => {
  const address = await connect(ada, { deny: true, returnTo: "/resources/1?tab=a" });
  assertEquals(
    address.href,
    `${stack.env.APP_URL}/resources/1?tab=a&calendar=error&error=access_denied`,
  );
  await assertNotConnected();
});

Deno.test("a state that expired is refused, at the address stored with it", async () => {
  const address = await consent(ada, { returnTo: "/resources/1" });
  await stack.sql(
    "update google_calendar.oauth_states set expires_at = now() - interval '1 second'",
  );
  const result = await follow(address);
  assertEquals([result.pathname, outcomeOf(result)], ["/resources/1", "state_invalid"]);
  await assertNotConnected();
});

Deno.test("a redirect without a code is refused, at the address stored with the state", async () => {
  const address = await consent(ada, { returnTo: "/resources/1" });
  address.searchParams.delete("code");
  google.resetCalls();
  const result = await follow(address);
  assertEquals([result.pathname, outcomeOf(result)], ["/resources/1", "state_invalid"]);
  assertEquals(google.count("token.code"), 0);
  await assertNotConnected();
});

Deno.test("a redirect that names another issuer is refused, and its state is spent", async () => {
  const issuers = [
    ...["", "accounts.google.com", "http://accounts.google.com", "https://accounts.google.com/"],
    ...["https://evil.example", "HTTPS://ACCOUNTS.GOOGLE.COM", "https://accounts.google.com.evil"],
  ];
  for (const issuer of issuers) {
    const address = await consent(ada, { returnTo: "/resources/1" });
    address.searchParams.set("iss", issuer);
    google.resetCalls();
    const result = await follow(address);
    assertEquals([result.pathname, outcomeOf(result)], ["/resources/1", "state_invalid"], issuer);
    address.searchParams.delete("iss");
    assertEquals(outcomeOf(await follow(address)), "state_invalid");
    assertEquals(google.count("token.code"), 0);
  }
  const denied = await consent(ada, { deny: true });
  denied.searchParams.set("iss", "https://evil.example");
  assertEquals(outcomeOf(await follow(denied)), "state_invalid");
  await assertNotConnected();
});

Deno.test("a redirect with a parameter twice is refused, and no code is exchanged", async () => {
  for (const name of ["state", "code", "iss", "error"]) {
    const address = await consent(ada, { returnTo: "/resources/1" });
    const value = address.searchParams.get(name) ?? "access_denied";
    address.searchParams.set(name, value);
    address.searchParams.append(name, value);
    google.resetCalls();
    assertEquals(outcomeOf(await follow(address)), "state_invalid", name);
    assertEquals(google.count("token.code"), 0);
    await assertNotConnected();
  }
  const [mine, other] = [await consent(ada), await consent(ada)];
  mine.searchParams.append("code", other.searchParams.get("code")!);
  assertEquals(outcomeOf(await follow(mine)), "state_invalid");
  await assertNotConnected();
});

Deno.test("HEAD spends nothing: the state works afterwards", async () => {
  const address = await consent(ada, { deny: true });
  const { status } = await call(`HEAD /oauth-callback${address.search}`).catch(() => ({
    status: 405,
  }));
  assertEquals(status, 405);
  assertEquals(outcomeOf(await follow(address)), "access_denied");
});

Deno.test("a code of another sign-in does not fit the verifier", async () => {
  const [mine, other] = [await consent(ada), await consent(ada)];
  mine.searchParams.set("code", other.searchParams.get("code")!);
  assertEquals(outcomeOf(await follow(mine)), "state_invalid");
  await assertNotConnected();
});

Deno.test("a needed scope that was unticked is google_scope_missing", async () => {
  const scopes = ["https://www.googleapis.com/auth/calendar.freebusy"];
  assertEquals(outcomeOf(await connect(ada, { scopes })), "google_scope_missing");
  await assertNotConnected();
});

Deno.test("a spoofed host changes neither the redirect address nor where the browser goes", async () => {
  const spoofed = { host: "evil.example", "x-forwarded-host": "evil.example" };
  const { body } = await call("POST /oauth-initiate", { user: ada, headers: spoofed });
  assertEquals(
    new URL(body.authorization_url).searchParams.get("redirect_uri"),
    `${stack.apiUrl}/functions/v1/oauth-callback`,
  );
  const { headers } = await call("GET /oauth-callback?state=x", { headers: spoofed });
  assert(headers.get("location")!.startsWith(`${stack.env.APP_URL}/profile`));
});

Deno.test("50 openings of one address make one exchange and one connection", async () => {
  const address = await consent(ada);
  google.resetCalls();
  const results = await Promise.all(Array.from({ length: 50 }, () => follow(address)));
  const outcomes = results.map(outcomeOf);
  assertEquals(outcomes.filter((outcome) => outcome === "connected").length, 1);
  assertEquals(outcomes.filter((outcome) => outcome === "state_invalid").length, 49);
  assertEquals(google.count("token.code"), 1);
});

Deno.test("connecting saves sealed tokens, the account and when the token ends", async () => {
  const address = await connect(ada, { returnTo: "/resources/1#part" });
  assertEquals(address.href, `${stack.env.APP_URL}/resources/1?calendar=connected#part`);
  const saved = await row(ada);
  assertEquals(saved?.google_id, ada.google_id);
  assertEquals(saved?.google_account_id, ada.google_id);
  for (const token of [saved?.google_refresh_token, saved?.google_access_token]) {
    assert(token?.startsWith("eyJ") && token.split(".").length === 5, "not a JWE");
  }
  const left = Date.parse(saved!.google_token_expiry!) - Date.now();
  assert(left > 3_500_000 && left <= 3_600_000, `${left} ms`);
  assertEquals(
    await scenario.connection(ada).then((c) => [c?.status, c?.reason, c?.google_email]),
    [
      "connected",
      null,
      "ada@example.com",
    ],
  );
});

Deno.test("what else Google's redirect carries is ignored, in any order", async () => {
  const address = await consent(ada);
  const others = Object.entries({
    authuser: "0",
    hd: "example.com",
    prompt: "consent",
    forceFunctionRegion: "eu-west-1",
    error_description: "none",
  });
  const { state, code, iss, scope, ...rest } = Object.fromEntries(address.searchParams);
  assertEquals(iss, "https://accounts.google.com");
  const scopes = scope!.split(" ").reverse().join(" ");
  address.search = new URLSearchParams([
    ...others,
    ["scope", scopes],
    ["scope", scopes],
    ["code", code!],
    ["authuser", "1"],
    ...Object.entries(rest),
    ["iss", iss!],
    ["state", state!],
  ]).toString();
  assertEquals(outcomeOf(await follow(address)), "connected");
  const without = await consent(ada);
  for (const name of [...without.searchParams.keys()]) {
    if (name !== "state" && name !== "code") without.searchParams.delete(name);
  }
  assertEquals(outcomeOf(await follow(without)), "connected");
});

Deno.test("a state works once: a replay changes nothing", async () => {
  const address = await consent(ada);
  assertEquals(outcomeOf(await follow(address)), "connected");
  const before = await row(ada);
  assertEquals(outcomeOf(await follow(address)), "state_invalid");
  assertEquals(await row(ada), before);
});

Deno.test("a verifier that is moved to another user's state does not open", async () => {
  const [mine] = [await consent(ada), await consent(grace)];
  await stack.sql(
    `update google_calendar.oauth_states s set sealed_code_verifier = o.sealed_code_verifier
     from google_calendar.oauth_states o where s.user_id = $1 and o.user_id = $2`,
    [ada.id, grace.id],
  );
  google.resetCalls();
  assertEquals(outcomeOf(await follow(mine)), "connect_not_saved");
  assertEquals(google.count("token.code"), 0);
  await stack.sql("delete from google_calendar.oauth_states");
});

Deno.test("free/busy that was unticked connects without that feature", async () => {
  const scopes = ["https://www.googleapis.com/auth/calendar.events"];
  assertEquals(outcomeOf(await connect(ada, { scopes })), "connected");
  const { body } = await call("GET /calendar-connection/users/me", { user: ada });
  assertEquals(body.features, { events: true, free_busy: false });
});

Deno.test("of two users who confirm one Google account, the second is told that it is in use", async () => {
  const users = [
    await stack.createUser({ google: null }),
    await stack.createUser({ google: null }),
  ];
  const addresses = [];
  for (const user of users) addresses.push(await connect(user, { email: "alan@example.com" }));
  const confirmed = [];
  for (const [i, user] of users.entries()) {
    const confirmation = new URLSearchParams(addresses[i]!.hash.slice(1)).get("confirmation");
    const { status, body } = await call("POST /oauth-callback/confirm", {
      user,
      body: { confirmation },
    });
    confirmed.push([status, body.code]);
  }
  assertEquals(confirmed, [[200, undefined], [409, "google_account_in_use"]]);
  assertEquals((await row(users[1]!))?.google_refresh_token ?? null, null);
  for (const { id } of users) await stack.sql("delete from auth.users where id = $1", [id]);
});

Deno.test("another Google account waits for a confirmation, on the app's own page, and the way back waits too", async () => {
  const before = await row(ada);
  const address = await connect(ada, { email: "alan@example.com", returnTo: "/resources/1" });
  assertEquals(address.origin + address.pathname + address.search, `${stack.env.APP_URL}/profile`);
  const fragment = new URLSearchParams(address.hash.slice(1));
  assertEquals(fragment.get("calendar"), "confirm");
  const body = { confirmation: fragment.get("confirmation") };
  assertEquals(await row(ada), before);

  // Whose secret it is not cannot see it, and does not spend it.
  for (const path of ["pending", "confirm"]) {
    const refused = await call(`POST /oauth-callback/${path}`, { user: grace, body });
    assertEquals([refused.status, refused.body.code], [410, "confirmation_expired"]);
  }
  const pending = await call("POST /oauth-callback/pending", { user: ada, body });
  assertEquals([pending.status, pending.body.google_email], [200, "alan@example.com"]);
  assertEquals(pending.body.return_to, `${stack.env.APP_URL}/resources/1`);
  const confirmed = await call("POST /oauth-callback/confirm", { user: ada, body });
  assertEquals([confirmed.status, confirmed.body.google_email], [200, "alan@example.com"]);
  assertEquals((await row(ada))?.google_id, ada.google_id);

  const twice = await call("POST /oauth-callback/confirm", { user: ada, body });
  assertEquals([twice.status, twice.body.code], [410, "confirmation_expired"]);
});

Deno.test("a confirmation that comes too late is 410, and changes nothing", async () => {
  const before = await row(grace);
  const address = await connect(grace, { email: "ada@example.com" });
  const body = { confirmation: new URLSearchParams(address.hash.slice(1)).get("confirmation") };
  await stack.sql("update google_calendar.confirmations set expires_at = now()");
  const { status } = await call("POST /oauth-callback/confirm", { user: grace, body });
  assertEquals(status, 410);
  assertEquals(await row(grace), before);
});

Deno.test("a Google account that another user connected is google_account_in_use", async () => {
  const address = await connect(grace, { email: "alan@example.com" });
  assertEquals(outcomeOf(address), "google_account_in_use");
  assertEquals((await row(grace))?.google_refresh_token ?? null, null);
});

Deno.test("the state of a user who was deleted is unknown, and nothing is stored", async () => {
  const leaving = await stack.createUser({ google: null });
  const address = await consent(leaving, { email: "ada@example.com" });
  await stack.sql("delete from auth.users where id = $1", [leaving.id]);
  assertEquals(outcomeOf(await follow(address)), "state_invalid");
  assertEquals(await row(leaving), undefined);
});

Deno.test("a user who is deleted while Google answers is user_gone, and nothing is stored", async () => {
  const leaving = await stack.createUser({ google: null });
  const address = await consent(leaving, { email: "ada@example.com" });
  const stop = google.fail("token.code", { delay_ms: 500 });
  const exchanges = google.count("token.code");
  const following = follow(address);
  await until(() => google.count("token.code") > exchanges);
  await stack.sql("delete from auth.users where id = $1", [leaving.id]);
  assertEquals(outcomeOf(await following), "user_gone");
  assertEquals(await row(leaving), undefined);
  stop();
});

Deno.test("nothing was ever revoked", () => assertEquals(google.count("revoke"), 0));

closeAtEnd(stack);
