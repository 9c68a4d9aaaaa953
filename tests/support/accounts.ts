/**
 * Several Google accounts of one user, connected as a person does it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Person } from "../../local/google/mod.ts";
import { assertOneDefault } from "./invariants.ts";
import type { Answer, Consent, Scenario, TestUser } from "./scenario.ts";

/** A connected account, as it is answered. */
export interface TestAccount {
  account_id: string;
  google_email: string;
  is_default: boolean;
  status: string;
}

export interface Accounts {
  /** Confirms the Google account that a callback's address asks about. */
  confirm(user: TestUser, address: URL): Promise<Answer>;
  /** Connects, and confirms if it is asked: the account. */
  connectTo(user: TestUser, consent: Consent & { email: string }): Promise<TestAccount>;
  /** Adds an account to those that are connected. */
  add(user: TestUser, email: string): Promise<TestAccount>;
  /** Makes the Google account another identity of the user, as signing in with it a second time does. */
  link(user: TestUser, email: string): Promise<void>;
  makeDefault(user: TestUser, accountId: string): Promise<Answer>;
  /** Disconnects what the query names. */
  disconnect(user: TestUser, query?: string): Promise<Answer>;
  read(user: TestUser): Promise<Answer>;
  /** Fails unless these are the user's accounts, the default one first, in every answer and in `google_connections`. */
  assertAccounts(user: TestUser, emails: string[]): Promise<void>;
}

let sub = 400_000_000_000;

/** So many people with a Google account, whose addresses begin with this word. */
export function peopleOf(word: string, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    sub: `${sub++}`,
    email: `${word}-${i}@example.com`,
    name: `${word} ${i}`,
    time_zone: "Europe/London",
  }));
}

/** The secret in the address that asks for a confirmation; undefined if it does not ask. */
export function confirmationIn(address: URL): string | undefined {
  return new URLSearchParams(address.hash.slice(1)).get("confirmation") ?? undefined;
}

export function accountsOf(scenario: Scenario): Accounts {
  const { stack, call, connect } = scenario;
  const route = "/calendar-connection/users/me";

  async function answered(user: TestUser): Promise<TestAccount[]> {
    const { status, body } = await call(`GET ${route}`, { user });
    assertEquals(status, 200);
    const { accounts, ...named } = body;
    if (accounts.length > 0) assertEquals(named, accounts[0], "the answer is the default account");
    for (const account of accounts) {
      const one = await call(`GET ${route}?account_id=${account.account_id}`, { user });
      assertEquals(one.body, { ...account, accounts }, "an account that is named");
    }
    return accounts;
  }

  const accounts: Accounts = {
    confirm: (user, address) =>
      call("POST /oauth-callback/confirm", {
        user,
        body: { confirmation: confirmationIn(address) },
      }),
    async connectTo(user, consent) {
      const address = await connect(user, consent);
      if (confirmationIn(address)) {
        const { status, body } = await accounts.confirm(user, address);
        assertEquals(status, 200, body.code);
      } else assertEquals(address.searchParams.get("calendar"), "connected", address.href);
      const account = (await answered(user)).find((one) => one.google_email === consent.email);
      assert(account, `${consent.email} is connected`);
      return account;
    },
    add: (user, email) => accounts.connectTo(user, { email, add: true }),
    async link({ id }, email) {
      const { sub } = stack.google.people.find((person) => person.email === email)!;
      await stack.sql(
        `insert into auth.identities (id, provider_id, user_id, provider, identity_data, created_at)
         values (gen_random_uuid(), $1, $2, 'google', '{}', now())`,
        [sub, id],
      );
    },
    makeDefault: (user, account_id) =>
      call(`PATCH ${route}`, { user, body: { account_id, is_default: true } }),
    disconnect: (user, query = "") => call(`DELETE ${route}${query}`, { user }),
    read: (user) => call(`GET ${route}`, { user }),
    async assertAccounts(user, emails) {
      const found = await answered(user);
      assertEquals(found.map(({ google_email }) => google_email), emails);
      assertEquals(found.map(({ is_default }) => is_default), emails.map((_, i) => i === 0));
      const rest = await fetch(
        `${stack.apiUrl}/rest/v1/google_connections?select=*&status=neq.not_connected`,
        {
          headers: {
            apikey: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
            authorization: `Bearer ${user.access_token}`,
          },
        },
      );
      const rows: TestAccount[] = await rest.json();
      const shown = (list: TestAccount[]) =>
        list.map(({ account_id, google_email, is_default, status }) => (
          { account_id, google_email, is_default, status }
        )).sort((a, b) => a.account_id.localeCompare(b.account_id));
      assertEquals(shown(rows), shown(found), "google_connections");
      await assertOneDefault(scenario);
    },
  };
  return accounts;
}
