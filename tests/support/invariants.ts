/**
 * What must hold after every fault, whatever it was: one helper, used by every test of faults.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { open } from "../../supabase/functions/_shared/accounts/cipher.ts";
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

/** Begins to watch: `user` is whom the case is about, every other user must not change. */
export async function watch(scenario: Scenario, user: TestUser): Promise<Invariants> {
  const { stack, row } = scenario;
  const others = () =>
    stack.sql("select * from google_calendar.users where id <> $1 order by id", [user.id]);
  const before = {
    own: await row(user),
    others: await others(),
    revokes: stack.google.count("revoke"),
    events: eventIds(scenario),
  };
  const firstLine = logLines.length;

  return {
    async check({ refreshTokenMayChange = false, revokes = 0, created = 0 } = {}) {
      const now = await row(user);
      if (!refreshTokenMayChange) {
        // Sealed anew it may be, but it must still open to the same token.
        assertEquals(await refreshTokenOf(now), await refreshTokenOf(before.own));
      }
      assertEquals(await others(), before.others, "another user's row changed");
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
  return await open(row.google_refresh_token, {
    userId: row.id,
    column: "users.google_refresh_token",
  });
}

function eventIds({ stack: { google } }: Scenario): string[] {
  return google.people.flatMap(({ email }) => google.events(email).map(({ id }) => id!));
}

/** Everything that must be nowhere but where it belongs: tokens, keys, the client's secret, sessions. */
export async function secretsOf({ stack, row }: Scenario, users: TestUser[]): Promise<string[]> {
  const { env } = stack;
  const tokens: string[] = [];
  for (const user of users) {
    const saved = await row(user);
    if (!saved) continue;
    for (const column of ["google_refresh_token", "google_access_token"] as const) {
      const sealed = saved[column];
      if (!sealed) continue;
      // What a test has broken on purpose opens to nothing, and hides nothing.
      const token = await open(sealed, { userId: saved.id, column: `users.${column}` })
        .catch(() => undefined);
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
