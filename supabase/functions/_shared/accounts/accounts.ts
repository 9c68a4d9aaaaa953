/**
 * Reads and writes accounts, and is the only file that reads or writes the token columns. It returns
 * tokens as they are stored, which is sealed, and seals what it saves.
 *
 * @module
 */
import { assertWithinBudget } from "./budget.ts";
import type { CallContext } from "../context.ts";
import { callDatabase, type FunctionName } from "../database.ts";
import { type Answer, oneOf, type Word } from "../databaseAnswers.ts";
import { userBudgets } from "../env.ts";
import type { GoogleIdentity } from "../google/idToken.ts";
import type { TokenGrant } from "../google/tokenEndpoint.ts";
import { resealRefreshToken, sealAccessToken, sealRefreshToken } from "./tokens.ts";

export const STATUSES = ["connected", "needs_reconnect", "not_connected"] as const;
export const REASONS = ["revoked_or_expired", "session_control", "scope_missing"] as const;

/** Whether an account's calendar can be used. */
export type ConnectionStatus = typeof STATUSES[number];
/** Why the user must connect again. */
export type ReconnectReason = typeof REASONS[number];

/** One Google account of a user, as it was when the database was read. Times are ISO 8601. */
export interface Account {
  userId: string;
  /** The account's id: the user's own id for the first account. */
  accountId: string;
  isDefault: boolean;
  status: ConnectionStatus;
  reason: ReconnectReason | null;
  googleAccountId: string | null;
  googleEmail: string | null;
  scopes: string[];
  connectedAt: string | null;
  expiresAt: string | null;
  sealedRefreshToken: string | null;
  sealedAccessToken: string | null;
  /** Milliseconds until the access token expires, by the database's clock; negative if it has expired. */
  accessTokenExpiresInMs: number | null;
  /** How long the access token was valid when it was saved, in milliseconds. */
  accessTokenLifetimeMs: number | null;
  /**
   * Whether Google Calendar refused the last token although it was fresh. `needs_reconnect` is then not
   * final: the stored token is still tried.
   */
  accessTokenRefused: boolean;
  /** Increases with every write to the tokens. */
  grantVersion: number;
  /** Whether the requested Google id is one of the user's. */
  googleIdMatches: boolean;
  /** Whether the account that was named is one that the user has connected. True if none was named. */
  accountFound: boolean;
  /** The name of the requested resource; null if there is none, or it is another user's. */
  resourceName: string | null;
  /** Where events link to for the resource: a path in the web app, or an address; null for its default page. */
  resourceLink: string | null;
  /** The mirror of the calendar that was named; null if it is not mirrored. */
  mirror: Mirrored | null;
}

/** A calendar that is mirrored in the database. */
export interface Mirrored {
  id: string;
  /** How often something read from Google had been written by then. */
  syncs: number;
}

/** Which account to read, and what with it. */
export interface AccountQuery {
  userId?: string;
  /** Without `userId` it finds the user. With `userId` it is compared: see `googleIdMatches`. */
  googleId?: string;
  /** By default the user's default account. */
  accountId?: string;
  resourceId?: string;
  /** The calendar that is written to, by Google's id or as `primary`. */
  calendarId?: string;
  /** Whether the user's own request will call Google. It then counts against the user's budget. */
  callsGoogle?: boolean;
}

/**
 * An account of the user with this id or Google id; undefined if the user is gone or banned.
 * Throws `too_many_requests` if the user's budget for calls to Google is spent.
 */
export async function readAccount(
  { userId, googleId, accountId, resourceId, calendarId, callsGoogle = false }: AccountQuery,
  context: CallContext,
): Promise<Account | undefined> {
  const [row] = await callDatabase("read_account", {
    p_user_id: userId,
    p_google_id: googleId,
    p_account_id: accountId,
    p_resource_id: resourceId,
    p_calendar: calendarId,
    p_calls_per_minute: callsGoogle ? userBudgets().callsPerMinute : undefined,
  }, context);
  assertWithinBudget(row);
  return row && {
    ...grantOf(row, "read_account"),
    googleIdMatches: row.google_id_matches,
    accountFound: row.account_found,
    resourceName: row.resource_name,
    resourceLink: row.resource_link,
    mirror: row.mirror_id === null ? null : { id: row.mirror_id, syncs: row.mirror_syncs },
  };
}

/** The columns of an account that `read_account` and the mirror's functions answer alike. */
type AccountColumns = Pick<
  Answer<"read_account">[number] & Answer<"claim_due">[number],
  keyof Answer<"read_account">[number] & keyof Answer<"claim_due">[number]
>;

/** The account of a row that another SQL function than `read_account` answers. Nothing else was asked for. */
export function accountOf(row: AccountColumns, name: FunctionName): Account {
  return {
    ...grantOf(row, name),
    googleIdMatches: true,
    accountFound: true,
    resourceName: null,
    resourceLink: null,
    mirror: null,
  };
}

function grantOf(row: AccountColumns, name: FunctionName) {
  return {
    userId: row.user_id,
    accountId: row.account_id,
    isDefault: row.is_default,
    status: oneOf(STATUSES, row.status, name, "status"),
    reason: row.reason === null ? null : oneOf(REASONS, row.reason, name, "reason"),
    googleAccountId: row.google_account_id,
    googleEmail: row.google_email,
    scopes: row.scopes,
    connectedAt: row.connected_at,
    expiresAt: row.expires_at,
    sealedRefreshToken: row.sealed_refresh_token,
    sealedAccessToken: row.sealed_access_token,
    accessTokenExpiresInMs: milliseconds(row.access_token_expires_in),
    accessTokenLifetimeMs: milliseconds(row.access_token_lifetime),
    accessTokenRefused: row.access_token_refused,
    grantVersion: row.grant_version,
  };
}

function milliseconds(seconds: number | null | undefined): number | null {
  return typeof seconds !== "number" ? null : seconds * 1000;
}

/** What `saveConnection` did; `to_confirm` and `saved` are the successes. */
export type SaveOutcome = Word<"save_connection">;

/** Who connects which account, and when they started: a later disconnect makes the connection void. */
export interface ConnectionStart {
  userId: string;
  /** The account that the new grant replaces; null if it is added to the others. */
  accountId: string | null;
  /** That account's `connection_epoch` when the authorization request was made. */
  connectionEpoch: number;
  /** How often the user had disconnected an account by then. */
  disconnects: number;
  /** The whole address that the person goes on to after a confirmation. */
  returnTo: string;
  /** When the state was read, by the database's clock: ISO 8601, to the microsecond. */
  takenAt: string;
}

/**
 * Saves a verified grant if the Google account is one of the user's identities. Any other account waits
 * until the user confirms it with the secret that `confirmationHash` is of: `to_confirm`. A connection
 * that was started before the user disconnected, or changed the account, is refused: `superseded`.
 */
export async function saveConnection(
  { userId, accountId, connectionEpoch, disconnects, returnTo, takenAt }: ConnectionStart,
  identity: GoogleIdentity,
  grant: TokenGrant & { scopes: string[] },
  confirmationHash: string,
  context: CallContext,
): Promise<SaveOutcome> {
  const owner = { userId, googleAccountId: identity.sub };
  return await callDatabase("save_connection", {
    p_user_id: userId,
    p_account_id: accountId ?? undefined,
    p_connection_epoch: connectionEpoch,
    p_disconnects: disconnects,
    p_taken_at: takenAt,
    p_confirmation_hash: confirmationHash,
    p_return_to: returnTo,
    p_google_account_id: identity.sub,
    p_scopes: grant.scopes,
    p_sealed_access_token: await sealAccessToken(grant, owner),
    p_access_token_expires_in: grant.expiresIn,
    p_google_email: identity.email ?? undefined,
    p_sealed_refresh_token: await sealRefreshToken(grant, owner),
    p_grant_expires_in: grant.refreshTokenExpiresIn,
  }, context);
}

/** Deletes the grant that was read. False if another has replaced it: nothing was deleted. */
export async function clearConnection(account: Account, context: CallContext): Promise<boolean> {
  return await callDatabase("clear_connection", {
    p_user_id: account.userId,
    p_account_id: account.accountId,
    p_grant_version: account.grantVersion,
  }, context);
}

/** Makes a connected account the user's default one. False if the user has not connected it. */
export async function makeDefault(
  userId: string,
  accountId: string,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("make_default", {
    p_user_id: userId,
    p_account_id: accountId,
  }, context);
}

/** Whether the lease was granted: see `beginRefresh`. */
export type LeaseOutcome = Word<"begin_refresh">;

/**
 * Asks for the lease to refresh this grant: `begun`; `busy` if another request holds it; `changed` if the
 * grant was written since it was read; `refused` if Google Calendar has just refused a fresh token of it.
 */
export async function beginRefresh(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<LeaseOutcome> {
  return await callDatabase("begin_refresh", {
    p_account_id: account.accountId,
    p_grant_version: account.grantVersion,
    p_lease: lease,
  }, context);
}

/** Saves a refreshed grant. False if the lease has ended or the grant was written: nothing was saved. */
export async function endRefresh(
  account: Account,
  lease: string,
  grant: TokenGrant,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("end_refresh", {
    p_account_id: account.accountId,
    p_grant_version: account.grantVersion,
    p_lease: lease,
    p_sealed_access_token: await sealAccessToken(grant, account),
    p_access_token_expires_in: grant.expiresIn,
    // If Google gave no new one, the stored one is sealed again if its key is no longer the first.
    p_sealed_refresh_token: await (sealRefreshToken(grant, account) ??
      resealRefreshToken(account)),
    p_scopes: grant.scopes,
  }, context);
}

/** Gives the lease back after a failed refresh. */
export async function abandonRefresh(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<void> {
  await callDatabase(
    "abandon_refresh",
    { p_account_id: account.accountId, p_lease: lease },
    context,
  );
}

/** Marks the grant that was read as dead. False if another has replaced it: nothing was marked. */
export async function markNeedsReconnect(
  account: Account,
  reason: ReconnectReason,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("mark_needs_reconnect", {
    p_account_id: account.accountId,
    p_grant_version: account.grantVersion,
    p_reason: reason,
  }, context);
}

/**
 * Notes that Google Calendar refuses the grant's fresh access token, or that it accepts one again.
 * False if the grant was written meanwhile.
 */
export async function noteAccess(
  account: Account,
  refused: boolean,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("note_access", {
    p_account_id: account.accountId,
    p_grant_version: account.grantVersion,
    p_refused: refused,
  }, context);
}

/** One account's sealed tokens, to be sealed again. */
export interface SealedRow {
  accountId: string;
  userId: string;
  googleAccountId: string;
  sealedRefreshToken: string;
  sealedAccessToken: string | null;
  grantVersion: number;
}

/** The next `limit` accounts with a token, in the order of their ids, after the one with the id `after`. */
export async function readSealed(
  after: string,
  limit: number,
  context: CallContext,
): Promise<SealedRow[]> {
  const rows = await callDatabase("read_sealed", { p_after: after, p_limit: limit }, context);
  return rows.map((row) => ({
    accountId: row.account_id,
    userId: row.user_id,
    googleAccountId: row.google_account_id,
    sealedRefreshToken: row.sealed_refresh_token,
    sealedAccessToken: row.sealed_access_token,
    grantVersion: row.grant_version,
  }));
}

/** Replaces both sealed tokens. False if the grant was written since it was read: nothing was written. */
export async function saveResealed(row: SealedRow, context: CallContext): Promise<boolean> {
  return await callDatabase("reseal", {
    p_account_id: row.accountId,
    p_grant_version: row.grantVersion,
    p_sealed_refresh_token: row.sealedRefreshToken,
    // The generated types know no null.
    p_sealed_access_token: row.sealedAccessToken as string,
  }, context);
}
