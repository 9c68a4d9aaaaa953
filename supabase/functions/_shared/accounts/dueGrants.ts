/**
 * Grants that wait for upkeep: those to use again before Google drops them, and those to revoke.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";

/**
 * Takes up to `limit` grants that must be used soon, the most urgent first; no other run gets them for a
 * day. `due` is false if the grant needs no call: the user is banned, or the grant is known to be dead.
 */
export async function grantsToTouch(
  limit: number,
  context: CallContext,
): Promise<{ userId: string; accountId: string; due: boolean }[]> {
  const rows = await callDatabase("grants_to_touch", { p_limit: limit }, context);
  return rows.map((row) => ({
    userId: row.user_id,
    accountId: row.account_id,
    due: row.due,
  }));
}

/** A grant without a user, to be revoked at Google. */
export interface UnusedGrant {
  id: string;
  userId: string;
  googleAccountId: string;
  sealedRefreshToken: string;
}

/**
 * Takes up to `limit` grants that wait to be revoked. Their Google accounts cannot be connected until
 * `finishRevocation`.
 */
export async function takeRevocations(limit: number, context: CallContext): Promise<UnusedGrant[]> {
  const rows = await callDatabase("take_revocations", { p_limit: limit }, context);
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    googleAccountId: row.google_account_id,
    sealedRefreshToken: row.sealed_refresh_token,
  }));
}

/** Deletes a grant that Google has revoked, with its token. */
export async function finishRevocation({ id }: UnusedGrant, context: CallContext): Promise<void> {
  await callDatabase("finish_revocation", { p_id: id }, context);
}
