/** Which account a request names: another user's, an unknown or a disconnected one is not found. */
import { assertEquals } from "@std/assert";
import { accountsOf, peopleOf } from "../support/accounts.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const people = peopleOf("naming", 12);
const scenario = await startScenario({ people });
const { stack, call, connect, connection } = scenario;
const { google } = stack;
const { add, assertAccounts, disconnect, link, makeDefault, read } = accountsOf(scenario);

const free = people.map(({ email }) => email);
const spare = () => free.shift()!;
const subOf = (email: string) => people.find((person) => person.email === email)!.sub;

const ada = await stack.createUser({ google: { email: spare() } });
const grace = await stack.createUser({ google: { email: spare() } });
await connect(ada);
await connect(grace);
const second = await add(ada, spare());
const gone = await add(ada, spare());
await disconnect(ada, `?account_id=${gone.account_id}`);
const gracesSecond = await add(grace, spare());

/** Each route that takes an account, with one. */
const ROUTES: Record<string, (user: TestUser, account: string) => ReturnType<typeof call>> = {
  "oauth-initiate": (user, account_id) =>
    call("POST /oauth-initiate", { user, body: { account_id } }),
  "GET calendar-connection": (user, account) =>
    call(`GET /calendar-connection/users/me?account_id=${account}`, { user }),
  "PATCH calendar-connection": makeDefault,
  "DELETE calendar-connection": (user, account) => disconnect(user, `?account_id=${account}`),
};
const NOT_FOUND = {
  "another user's first account": grace.id,
  "another user's second account": gracesSecond.account_id,
  "no account": crypto.randomUUID(),
  "a disconnected account": gone.account_id,
};

for (const [route, ask] of Object.entries(ROUTES)) {
  for (const [what, account] of Object.entries(NOT_FOUND)) {
    Deno.test(`${route} with ${what} is account_not_found, and changes nothing`, async () => {
      const before = await stack.sql("select * from google_calendar.users order by id");
      google.resetCalls();
      const { status, body } = await ask(ada, account);
      assertEquals([status, body.code], [404, "account_not_found"]);
      assertEquals(google.calls.length, 0);
      assertEquals(await stack.sql("select * from google_calendar.users order by id"), before);
      const states = await stack.sql(
        "select 1 from google_calendar.oauth_states where user_id = $1",
        [ada.id],
      );
      assertEquals(states, []);
    });
  }

  Deno.test(`${route} refuses an account that is no UUID, and takes one in capital letters`, async () => {
    for (const account of ["", "me", "primary", `${ada.id}0`]) {
      const { status, body } = await ask(ada, account);
      assertEquals([status, body.code, body.details?.[0].path], [
        422,
        "invalid_request",
        "account_id",
      ]);
    }
    if (route.startsWith("DELETE")) return;
    assertEquals((await ask(ada, second.account_id.toUpperCase())).status, 200);
    assertEquals((await ask(ada, ada.id.toUpperCase())).status, 200);
    await stack.sql("delete from google_calendar.oauth_states");
  });
}

Deno.test("the first account is not found once it is disconnected, although its row stays", async () => {
  const user = await stack.createUser({ google: { email: spare() } });
  await connect(user);
  const other = await add(user, spare());
  await disconnect(user, `?account_id=${user.id}`);
  for (const ask of Object.values(ROUTES)) {
    assertEquals((await ask(user, user.id)).body.code, "account_not_found");
  }
  assertEquals((await connection(user))?.account_id, other.account_id);
  await disconnect(user);
  // Without an account nothing is named, and nothing is connected.
  assertEquals((await read(user)).body.status, "not_connected");
  for (const [route, ask] of Object.entries(ROUTES)) {
    assertEquals((await ask(user, user.id)).body.code, "account_not_found", route);
  }
});

Deno.test("oauth-initiate takes add_account or account_id, and not both", async () => {
  const both = { add_account: true, account_id: ada.id };
  const { status, body } = await call("POST /oauth-initiate", { user: ada, body: both });
  assertEquals([status, body.details[0].path], [422, "add_account"]);
  const allowed = { ...both, add_account: false };
  assertEquals((await call("POST /oauth-initiate", { user: ada, body: allowed })).status, 200);
  await stack.sql("delete from google_calendar.oauth_states");
});

Deno.test("only is_default: true can be written to a connection", async () => {
  const patch = (body: unknown) => call("PATCH /calendar-connection/users/me", { user: ada, body });
  const { account_id } = second;
  for (const is_default of [false, null, "true", undefined]) {
    const { status, body } = await patch({ account_id, is_default });
    assertEquals([status, body.details[0].path], [422, "is_default"]);
  }
  assertEquals((await patch({ is_default: true })).body.details[0].path, "account_id");
  assertEquals((await patch({ account_id, is_default: true, status: "connected" })).status, 422);
  assertEquals((await call("PATCH /calendar-connection/users/me", { body: {} })).status, 401);
  const elsewhere = `PATCH /calendar-connection/users/${grace.google_id}`;
  const { body } = await call(elsewhere, { user: ada, body: { account_id, is_default: true } });
  assertEquals(body.code, "user_not_found");
});

Deno.test("{user} is any Google id that the user signs in with, and no other account's", async () => {
  await makeDefault(ada, ada.id);
  const ask = (user: string) => call(`GET /calendar-connection/users/${user}`, { user: ada });
  assertEquals((await ask(ada.google_id!)).body.accounts.length, 2);
  // The second account is connected, but is no identity of hers.
  assertEquals((await ask(subOf(second.google_email))).body.code, "user_not_found");
  assertEquals((await ask(subOf(gracesSecond.google_email))).body.code, "user_not_found");
  await link(ada, second.google_email);
  const { status, body } = await ask(subOf(second.google_email));
  // Who is named does not decide which account.
  assertEquals([status, body.google_email], [200, ada.email]);
  await assertAccounts(ada, [ada.email, second.google_email]);
});

Deno.test("no user reads another's connections through the data API, and nobody writes one", async () => {
  const rest = async (user: TestUser, query: string, init: RequestInit = {}) => {
    const response = await fetch(`${stack.apiUrl}/rest/v1/google_connections${query}`, {
      ...init,
      headers: {
        apikey: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
        authorization: `Bearer ${user.access_token}`,
        "content-type": "application/json",
        prefer: "return=representation",
      },
    });
    return { status: response.status, rows: await response.json() };
  };
  const { rows } = await rest(ada, "?select=user_id");
  assertEquals(rows.map(({ user_id }: { user_id: string }) => user_id), [ada.id, ada.id]);
  assertEquals((await rest(ada, `?user_id=eq.${grace.id}`)).rows, []);
  const change = { method: "PATCH", body: JSON.stringify({ is_default: true }) };
  const { status } = await rest(ada, `?account_id=eq.${second.account_id}`, change);
  assertEquals([401, 403].includes(status), true, `${status}`);
  await assertAccounts(ada, [ada.email, second.google_email]);
});

closeAtEnd(stack);
