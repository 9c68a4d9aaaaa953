/**
 * The one file that reads and writes token columns. What it hands out is sealed until it is asked to
 * open it; what it takes is sealed before it leaves.
 *
 * @module
 */
import { assertWithinBudget } from "./budget.ts";
import { open, rotate, seal } from "./cipher.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { oneOf, type Word } from "../databaseAnswers.ts";
import { userBudgets } from "../env.ts";
import type { GoogleIdentity } from "../google/idToken.ts";
import { ShortMemory } from "../ttlCache.ts";
import type { TokenGrant } from "../google/tokenEndpoint.ts";

export const STATUSES = ["connected", "needs_reconnect", "not_connected"] as const;
export const REASONS = ["revoked_or_expired", "session_control", "scope_missing"] as const;

export type ConnectionStatus = typeof STATUSES[number];
export type ReconnectReason = typeof REASONS[number];

/** One user and their grant, as the database had them a moment ago. Times are ISO 8601. */
export interface Account {
  userId: string;
  status: ConnectionStatus;
  reason: ReconnectReason | null;
  googleAccountId: string | null;
  googleEmail: string | null;
  scopes: string[];
  connectedAt: string | null;
  expiresAt: string | null;
  sealedRefreshToken: string | null;
  sealedAccessToken: string | null;
  /** Milliseconds until the access token ends, by the database's clock; negative once it has. */
  accessTokenExpiresInMs: number | null;
  /** How long the access token lived when it was saved, in milliseconds. */
  accessTokenLifetimeMs: number | null;
  /**
   * Whether Google Calendar refused the last token that was fresh. `needs_reconnect` is then not
   * final: the stored token is still tried.
   */
  accessTokenRefused: boolean;
  /** Grows with every write to the tokens. */
  grantVersion: number;
  /** Whether the Google id asked for is one of the user's. */
  googleIdMatches: boolean;
  /** The name of the resource asked for, where it is the user's. */
  resourceName: string | null;
}

export interface AccountQuery {
  userId?: string;
  /** Alone: finds the user. With `userId`: must be one of theirs, see `googleIdMatches`. */
  googleId?: string;
  resourceId?: string;
  /** Whether the user's own request will call Google: then it counts against the user's budget. */
  callsGoogle?: boolean;
}

/**
 * One read, by the user's id or one of their Google ids. Undefined if the user is gone or banned. Throws
 * `too_many_requests` if the user's budget for calls to Google is spent.
 */
export async function readAccount(
  { userId, googleId, resourceId, callsGoogle = false }: AccountQuery,
  context: CallContext,
): Promise<Account | undefined> {
  const [row] = await callDatabase("read_account", {
    p_user_id: userId,
    p_google_id: googleId,
    p_resource_id: resourceId,
    p_calls_per_minute: callsGoogle ? userBudgets().callsPerMinute : undefined,
  }, context);
  assertWithinBudget(row);
  return row && {
    userId: row.user_id,
    status: oneOf(STATUSES, row.status, "read_account", "status"),
    reason: row.reason === null ? null : oneOf(REASONS, row.reason, "read_account", "reason"),
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
    googleIdMatches: row.google_id_matches,
    resourceName: row.resource_name,
  };
}

function milliseconds(seconds: number | null | undefined): number | null {
  return typeof seconds !== "number" ? null : seconds * 1000;
}

/** Access tokens that were opened, by user and sealed text: no text is sealed for two places. */
const opened = new ShortMemory<string>({ maxEntries: 500, maxAgeMs: 60_000 });

/** The account's access token. Throws `tokens_unreadable`. */
export async function openAccessToken({ sealedAccessToken, userId }: Account): Promise<string> {
  const key = `${userId} ${sealedAccessToken}`;
  let token = opened.get(key);
  if (token === undefined) {
    token = await open(sealedAccessToken ?? "", { userId, column: "users.google_access_token" });
    opened.set(key, token);
  }
  return token;
}

/** The account's refresh token. Throws `tokens_unreadable`. */
export function openRefreshToken(
  { sealedRefreshToken, userId }: Pick<Account, "sealedRefreshToken" | "userId">,
): Promise<string> {
  return open(sealedRefreshToken ?? "", { userId, column: "users.google_refresh_token" });
}

function sealAccessToken(grant: TokenGrant, userId: string): Promise<string> {
  return seal(grant.accessToken, { userId, column: "users.google_access_token" });
}

/** Undefined where Google gave no refresh token: then the stored one stays. */
function sealRefreshToken(grant: TokenGrant, userId: string): Promise<string> | undefined {
  if (grant.refreshToken === undefined) return undefined;
  return seal(grant.refreshToken, { userId, column: "users.google_refresh_token" });
}

export type SaveOutcome = Word<"save_connection">;

/** Whose connection is saved, and what tells whether the user disconnected since it was started. */
export interface ConnectionStart {
  userId: string;
  /** The user's epoch when the sign-in at Google began. */
  connectionEpoch: number;
  /** When its state was read, by the database's clock, to the microsecond. */
  takenAt: string;
}

/**
 * Saves a verified grant, if the Google account is one of the user's identities. Any other account
 * waits for its user to confirm it with the secret whose hash is given: `to_confirm`. A sign-in that
 * began before the user disconnected, or changed the account, is refused: `superseded`.
 */
export async function saveConnection(
  { userId, connectionEpoch, takenAt }: ConnectionStart,
  identity: GoogleIdentity,
  grant: TokenGrant & { scopes: string[] },
  confirmationHash: string,
  context: CallContext,
): Promise<SaveOutcome> {
  return await callDatabase("save_connection", {
    p_user_id: userId,
    p_connection_epoch: connectionEpoch,
    p_taken_at: takenAt,
    p_confirmation_hash: confirmationHash,
    p_google_account_id: identity.sub,
    p_scopes: grant.scopes,
    p_sealed_access_token: await sealAccessToken(grant, userId),
    p_access_token_expires_in: grant.expiresIn,
    p_google_email: identity.email ?? undefined,
    p_sealed_refresh_token: await sealRefreshToken(grant, userId),
    p_grant_expires_in: grant.refreshTokenExpiresIn,
  }, context) as SaveOutcome;
}

/** Forgets the grant that was read. False where another has taken its place: nothing was cleared. */
export async function clearConnection(account: Account, context: CallContext): Promise<boolean> {
  return await callDatabase("clear_connection", {
    p_user_id: account.userId,
    p_grant_version: account.grantVersion,
  }, context);
}

/**
 * Asks for the right to refresh this grant: `begun`; `busy` while another holds it; `changed` if the
 * grant was written since; `refused` if Google Calendar has just refused a fresh token of it.
 */
export async function beginRefresh(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<Word<"begin_refresh">> {
  return await callDatabase("begin_refresh", {
    p_user_id: account.userId,
    p_grant_version: account.grantVersion,
    p_lease: lease,
  }, context) as Word<"begin_refresh">;
}

/** Saves a refreshed grant. False where the lease or the version moved on: nothing was written. */
export async function endRefresh(
  account: Account,
  lease: string,
  grant: TokenGrant,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("end_refresh", {
    p_user_id: account.userId,
    p_grant_version: account.grantVersion,
    p_lease: lease,
    p_sealed_access_token: await sealAccessToken(grant, account.userId),
    p_access_token_expires_in: grant.expiresIn,
    // Where Google gave no new one, the stored one is sealed anew if its key is no longer the first.
    p_sealed_refresh_token: await (sealRefreshToken(grant, account.userId) ??
      rotateRefreshToken(account)),
    p_scopes: grant.scopes,
  }, context);
}

async function rotateRefreshToken(
  { sealedRefreshToken, userId }: Pick<Account, "sealedRefreshToken" | "userId">,
): Promise<string | undefined> {
  return await rotate(sealedRefreshToken ?? "", { userId, column: "users.google_refresh_token" });
}

/** Gives the lease back after a refresh that failed. */
export async function abandonRefresh(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<void> {
  await callDatabase("abandon_refresh", { p_user_id: account.userId, p_lease: lease }, context);
}

/** Marks the grant that was read as dead. False where another has taken its place. */
export async function markNeedsReconnect(
  account: Account,
  reason: ReconnectReason,
  context: CallContext,
): Promise<boolean> {
  return await callDatabase("mark_needs_reconnect", {
    p_user_id: account.userId,
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
    p_user_id: account.userId,
    p_grant_version: account.grantVersion,
    p_refused: refused,
  }, context);
}

/**
 * Takes the grants that must be used the soonest, for a day. `due` is false for what needs no call: the
 * user is banned, or the grant is known dead.
 */
export async function grantsToTouch(
  limit: number,
  context: CallContext,
): Promise<{ userId: string; due: boolean }[]> {
  const rows = await callDatabase("grants_to_touch", { p_limit: limit }, context);
  return rows.map(({ user_id, due }) => ({ userId: user_id, due }));
}

/** A grant that nobody uses any more, to be revoked at Google. */
export interface UnusedGrant {
  id: string;
  userId: string;
  sealedRefreshToken: string;
}

/** Takes some of the grants that wait to be revoked. Until they are finished, their accounts cannot be connected. */
export async function takeRevocations(limit: number, context: CallContext): Promise<UnusedGrant[]> {
  const rows = await callDatabase("take_revocations", { p_limit: limit }, context);
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    sealedRefreshToken: row.sealed_refresh_token,
  }));
}

/** Says that Google has revoked the grant: its token is forgotten. */
export async function finishRevocation({ id }: UnusedGrant, context: CallContext): Promise<void> {
  await callDatabase("finish_revocation", { p_id: id }, context);
}
