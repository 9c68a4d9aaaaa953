/** No secret is anywhere but where it belongs, whatever happens: 0 hits over a life of connections. */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults } from "../../local/google/mod.ts";
import { figure } from "../support/figures.ts";
import { logLines } from "../support/logs.ts";
import { type CallOptions, startScenario, type TestUser } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { observeFetch } from "./observe.ts";
import { type Canaries, type Place, scan } from "./scan.ts";

const canaries: Canaries = new Map();
const places: Place[] = [];
const scenario = await startScenario();
const { stack, expireIn } = scenario;
const { google, env } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });

for (const entry of env.TOKEN_ENCRYPTION_KEYS!.split(",")) {
  canaries.set(entry.slice(entry.indexOf(":") + 1), "encryption key");
}
for (const key of Object.values<string>(JSON.parse(env.SUPABASE_SECRET_KEYS!))) {
  canaries.set(key, "secret API key");
}
for (const { access_token } of [ada, grace]) canaries.set(access_token, "user JWT");
observeFetch(google.url, canaries, places);
// Jitter without its waits: this is about what is said, not when.
Math.random = () => 0;

/** Calls, and keeps the answer for the scan. */
async function call(route: string, options?: CallOptions) {
  const answer = await scenario.call(route, options);
  const { authorization_url, ...body } = answer.body ?? {};
  if (authorization_url) {
    // Google is to get the state in its address; nobody else, and nothing else there.
    const url = new URL(authorization_url);
    canaries.set(url.searchParams.get("state")!, "state");
    url.searchParams.delete("state");
    body.authorization_url = url.href;
  }
  const headers = [...answer.headers].map(([name, value]) => {
    const url = name === "location" ? new URL(value) : undefined;
    const confirmation = new URLSearchParams(url?.hash.slice(1)).get("confirmation");
    if (!url || confirmation === null) return `${name}: ${value}`;
    // The user's own browser is to get the secret, in the fragment; nobody else.
    canaries.set(confirmation, "confirmation");
    url.hash = "";
    return `${name}: ${url}`;
  });
  const [method, path] = route.split(/[ ?]/);
  places.push({
    name: `the answer of ${method} ${path}`,
    text: `${headers.join("\n")}\n${JSON.stringify(body)}`,
  });
  return answer;
}

/** Starts to connect and consents: the callback's route. */
async function consent(user: TestUser, email = user.email, more: object = {}): Promise<string> {
  const { body } = await call("POST /oauth-initiate", { user, body: more });
  const address = await google.approve(body.authorization_url, { email });
  canaries.set(address.searchParams.get("code")!, "code");
  return `GET /oauth-callback${address.search}`;
}

const create = (user: TestUser, more: object = {}) =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
      ...more,
    },
  });

/** Every row of every table, as a backup would have it. */
async function dump(): Promise<void> {
  const tables = await stack.sql<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_catalog.pg_tables where schemaname in ('public', 'google_calendar')",
  );
  assert(tables.some(({ name }) => name === "google_calendar.users"));
  for (const { name } of tables) {
    const rows = await stack.sql<{ row: string }>(`select t::text as row from ${name} t`);
    for (const { row } of rows) places.push({ name: `the table ${name}`, text: row });
  }
}

async function during(endpoint: string, fault: Fault, act: () => Promise<unknown>) {
  const stop = google.fail(endpoint, fault);
  await act();
  stop();
}

/** All but those that only take time. */
const FAULTS = Object.entries(faults).filter(([name]) =>
  !/hang|trickle|oneByte|tokenRateLimited$/i.test(name)
);

Deno.test("connections live through everything, and are watched", async () => {
  const pending = await consent(ada);
  await dump();
  await call(pending);
  await call(pending);
  await call(`${pending}x`);
  await dump();
  for (const [, fault] of FAULTS) {
    const route = await consent(ada);
    await during("token.code", fault, () => call(route));
  }
  for (const kind of ["wrong_aud", "wrong_nonce", "wrong_signature", "garbage"] as const) {
    const route = await consent(ada);
    await during("token.code", { id_token: kind }, () => call(route));
  }
  await dump();

  for (const [, fault] of FAULTS) {
    await call(await consent(ada));
    await expireIn(ada, -60);
    await during("token.refresh", fault, () => create(ada));
    await during("events.insert", fault, () => create(ada));
  }
  // An answer that names the token in a place where it does not belong.
  // deno-lint-ignore no-explicit-any -- Google's answer, as it is
  const echo = (json: any) => ({ error: json.access_token, error_description: json.access_token });
  await call(await consent(ada));
  await expireIn(ada, -60);
  await during("token.refresh", { mutate: echo }, () => create(ada));

  google.setBehaviour(ada.email, { rotate_refresh_tokens: true });
  await expireIn(ada, -60);
  assertEquals((await create(ada)).status, 201);
  google.setBehaviour(ada.email, { long_tokens: true });
  await call(await consent(ada));
  await expireIn(ada, -60);
  assertEquals((await create(ada)).status, 201);
  await dump();

  for (const rpc of ["read_account", "begin_refresh", "end_refresh", "save_connection"]) {
    await expireIn(ada, -60);
    const route = await consent(ada);
    const stop = stack.failDatabase(`/rest/v1/rpc/google_calendar_${rpc}`, {
      status: 500,
      body: { code: "XX000", message: "a text of the database" },
      times: Infinity,
    });
    await create(ada);
    await call(route);
    stop();
    await stack.sql("update google_calendar.users set refresh_lease_until = null");
  }

  const other = await call(await consent(grace, "alan@example.com"));
  await dump();
  const body = {
    confirmation: new URLSearchParams(new URL(other.headers.get("location")!).hash.slice(1))
      .get("confirmation"),
  };
  await call("POST /oauth-callback/pending", { user: ada, body });
  await call("POST /oauth-callback/pending", { user: grace, body });
  assertEquals((await call("POST /oauth-callback/confirm", { user: grace, body })).status, 200);
  await dump();

  // A second account, refreshed, made the default one, and refreshed again.
  await call(await consent(grace, grace.email, { add_account: true }));
  const { accounts } = (await call("GET /calendar-connection/users/me", { user: grace })).body;
  assertEquals(accounts.length, 2);
  for (const { account_id } of accounts) {
    const route = "PATCH /calendar-connection/users/me";
    assertEquals(
      (await call(route, { user: grace, body: { account_id, is_default: true } })).status,
      200,
    );
    await stack.sql("update google_calendar.users set google_token_expiry = now()");
    assertEquals((await create(grace)).status, 201);
  }
  await dump();

  for (const [, fault] of FAULTS) {
    await during(
      "revoke",
      { ...fault, times: 4 },
      () => call("DELETE /calendar-connection/users/me", { user: grace }),
    );
  }
  await call("DELETE /calendar-connection/users/me", { user: ada });
  await dump();

  const broken = { ...ada, access_token: `${ada.access_token.slice(0, -4)}AAAA` };
  await create(broken);
  await create(ada, { unknown: ada.access_token });
  await call("POST /oauth-initiate", { user: ada, body: "{" });
  await call("POST /oauth-initiate", { user: ada, body: { return_to: "https://evil.example/" } });
  await call("GET /calendar-connection/users/me", { user: ada });
  await call(`GET /calendar-connection/users/${grace.google_id}`, { user: ada });
  await stack.sql("update google_calendar.users set google_refresh_token = 'a.b.c.d.e'");
  await create(ada);
});

Deno.test("no canary is in a log line, an answer, an address or the database", () => {
  const all = [...places, ...logLines.map((text) => ({ name: "a log line", text }))];
  const kinds = Map.groupBy(canaries.values(), (kind) => kind);
  const counted = Map.groupBy(all, ({ name }) => name.split(" ").slice(0, 2).join(" "));
  const hits = [...new Set(scan(all, canaries))];
  figure(
    `${hits.length} hits of ${canaries.size} canaries in ${all.length} places (` +
      [...counted].map(([name, { length }]) => `${length} x ${name}`).join(", ") + ")",
  );
  for (
    const kind of [
      ...["access_token", "refresh_token", "id_token", "code", "state", "code_verifier"],
      ...["client_secret", "encryption key", "user JWT", "confirmation", "secret API key"],
    ]
  ) {
    assert(kinds.has(kind), `there was no ${kind} to look for`);
  }
  assertEquals(hits, []);
});

Deno.test("a canary that is planted in any place is found, whole or in part", () => {
  const secret = [...canaries].find(([, kind]) => kind === "refresh_token")![0];
  for (const text of [secret, secret.slice(30), encodeURIComponent(secret)]) {
    const place = { name: "a log line", text: `{"message":"${text}"}` };
    assert(scan([...places, place], canaries).length > 0, text);
  }
});

// The time limit of a key set that was read may still be running.
closeAtEnd(stack);
