/**
 * What must hold after every fault, whatever it was: one helper, used by every test of faults.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { type Binding, open } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { logLines } from "./logs.ts";
import type { Scenario, TestUser, TokenRow } from "./scenario.ts";

export interface Invariants {
  /** Checks them all, against how things stood when the watch began. */
  check(allowed?: {
    /** The refresh token may have changed: a callback, a rotation or a disconnect was part of the case. */
    refreshTokenMayChange?: boolean;
    /** How often Google was asked to revoke: 0 but on disconnect. */
    revokes?: number;
    /** How many events the case must have created. */
    created?: number;
  }): Promise<void>;
}

/**
 * Begins to watch: the case is about this account of `user`, by default the first. No other account may
 * change, of this user or of another.
 */
export async function watch(
  scenario: Scenario,
  user: TestUser,
  accountId = user.id,
): Promise<Invariants> {
  const { stack, row } = scenario;
  // A disconnect is counted in the user's first row, and may make another account the default one.
  const others = () =>
    stack.sql(
      `select to_jsonb(u) - own.may_change as account, to_jsonb(c) - own.may_change as connection
       from google_calendar.users u
       left join public.google_connections c on c.account_id = u.id
       cross join lateral (
         select case when u.user_id = $1 then '{is_default,disconnects}' else '{}' end::text[] as may_change
       ) own
       where u.id <> $2 order by u.id`,
      [user.id, accountId],
    );
  const before = {
    own: await row(user, accountId),
    others: await others(),
    revokes: stack.google.count("revoke"),
    events: eventIds(scenario),
  };
  const firstLine = logLines.length;

  return {
    async check({ refreshTokenMayChange = false, revokes = 0, created = 0 } = {}) {
      const now = await row(user, accountId);
      if (!refreshTokenMayChange) {
        // Sealed anew it may be, but it must still open to the same token.
        assertEquals(await refreshTokenOf(now), await refreshTokenOf(before.own));
      }
      assertEquals(await others(), before.others, "another account changed");
      await assertOneDefault(scenario);
      assertEquals(stack.google.count("revoke") - before.revokes, revokes, "revoke was called");
      assertEquals(eventIds(scenario).length - before.events.length, created, "events at Google");
      const [lease] = await stack.sql<{ late: boolean }>(
        "select coalesce(bool_or(refresh_lease_until > clock_timestamp() + interval '15 seconds'), false) as late from google_calendar.users",
      );
      assert(!lease!.late, "a lease is longer than 15 seconds");
      await assertNoSecrets(scenario, [user], logLines.slice(firstLine).join("\n"), "the log");
    },
  };
}

async function refreshTokenOf(row: TokenRow | undefined): Promise<string | null> {
  if (!row?.google_refresh_token) return null;
  return await open(row.google_refresh_token, bindingOf(row, "google_refresh_token"));
}

type TokenColumn = "google_refresh_token" | "google_access_token";

/** What an account's sealed token is bound to. */
export function bindingOf(row: TokenRow, column: TokenColumn): Binding {
  return {
    userId: row.user_id,
    googleAccountId: row.google_account_id,
    column: `users.${column}`,
  };
}

/** Fails unless each user has one default account, a connected one if there is any, and the browser is told the same. */
export async function assertOneDefault({ stack }: Scenario): Promise<void> {
  const wrong = await stack.sql(
    `select u.user_id from google_calendar.users u
       left join public.google_connections c on c.account_id = u.id
     group by u.user_id
     having count(*) filter (where u.is_default) <> 1
       or bool_or(u.google_account_id is not null)
         and not bool_or(u.google_account_id is not null and u.is_default)
       or bool_or(c.is_default <> u.is_default or c.user_id <> u.user_id
         or (c.status = 'not_connected') <> (u.google_account_id is null))
       or bool_or(c.account_id is null and u.google_account_id is not null)`,
  );
  assertEquals(wrong, [], "users whose accounts and default do not agree");
}

function eventIds({ stack: { google } }: Scenario): string[] {
  return google.people.flatMap(({ email }) => google.events(email).map(({ id }) => id!));
}

/** Everything that must be nowhere but where it belongs: tokens, keys, the client's secret, sessions. */
export async function secretsOf({ stack }: Scenario, users: TestUser[]): Promise<string[]> {
  const { env } = stack;
  const tokens: string[] = [];
  const ids = users.map(({ id }) => id);
  const accounts = await stack.sql<TokenRow>("select * from google_calendar.users");
  for (const account of accounts.filter(({ user_id }) => ids.includes(user_id))) {
    for (const column of ["google_refresh_token", "google_access_token"] as const) {
      const sealed = account[column];
      if (!sealed) continue;
      // What a test has broken on purpose opens to nothing, and hides nothing.
      const token = await open(sealed, bindingOf(account, column)).catch(() => undefined);
      if (token) tokens.push(token);
    }
  }
  return [
    ...tokens,
    ...users.map((user) => user.access_token),
    env.GOOGLE_CLIENT_SECRET!,
    ...Object.values(JSON.parse(env.SUPABASE_SECRET_KEYS!) as Record<string, string>),
    ...env.TOKEN_ENCRYPTION_KEYS!.split(",").map((entry) => entry.split(":")[1]!),
  ];
}

/** Fails where a text holds one of the secrets. */
export async function assertNoSecrets(
  scenario: Scenario,
  users: TestUser[],
  text: string,
  where: string,
): Promise<void> {
  for (const secret of await secretsOf(scenario, users)) {
    assert(!text.includes(secret), `a secret is in ${where}`);
  }
}
