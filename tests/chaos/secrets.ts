/**
 * No token of any kind and no text of an event is in what the instances log.
 *
 * @module
 */
import { assert } from "@std/assert";
import { bindingOf } from "../support/invariants.ts";
import { open } from "../../supabase/functions/_shared/accounts/cipher.ts";
import type { TokenRow } from "../support/scenario.ts";
import { MARK } from "./people.ts";
import type { World } from "./world.ts";

/** Fails if something is logged that must not be. */
export async function assertNoSecretIsLogged({ ground, sql, members }: World): Promise<void> {
  const tokens = await sql<{ value: string }>(
    `select t.value from google_calendar.mirror_syncs y,
       unnest(array[y.sync_token, y.pending_token, y.page_token]) as t (value) where t.value is not null`,
  );
  const accounts = await sql<TokenRow>("select * from google_calendar.users");
  const grants: string[] = [];
  for (const account of accounts) {
    for (const column of ["google_refresh_token", "google_access_token"] as const) {
      if (account[column]) grants.push(await open(account[column], bindingOf(account, column)));
    }
  }
  const secrets = [
    MARK,
    ...grants,
    ...tokens.map(({ value }) => value),
    ...ground.gateway.channelTokens,
    ...members.map(({ user }) => user.access_token),
    ground.secrets.googleClient.secret,
    ground.secrets.keys.secretKey,
  ];
  const log = ground.instances.logs.join("\n");
  assert(log.length > 0, "nothing is logged");
  for (const secret of secrets) assert(!log.includes(secret), `a secret is logged: ${secret}`);
  ground.instances.logs.length = 0;
  ground.gateway.channelTokens.clear();
}
