/**
 * What a person would expect of their connection and their events: the whole truth that database and
 * Google are held to.
 *
 * @module
 */
import type { Answer } from "../../support/scenario.ts";
import type { CalendarRequest } from "./requests.ts";

export interface ModelUser {
  own: string;
  status: "not_connected" | "connected" | "needs_reconnect";
  /** The Google account that is connected, or was when its grant died. */
  account: string | null;
  /** Whether Google still knows the grant that is stored. */
  alive: boolean;
  /** The events that this user's idempotency keys made, by account and key. */
  keys: Map<string, string>;
}

export interface Model {
  users: ModelUser[];
  /** Titles of the events in each account's calendar, by id. */
  events: Map<string, Map<string, string>>;
  /** Accounts that grant us anything at Google. */
  granted: Set<string>;
  /** Calls of Google's revoke endpoint. */
  revokes: number;
}

export function newUser(own: string): ModelUser {
  return { own, status: "not_connected", account: null, alive: false, keys: new Map() };
}

export function newModel(owns: string[], accounts: string[]): Model {
  return {
    users: owns.map(newUser),
    events: new Map(accounts.map((account) => [account, new Map()])),
    granted: new Set(),
    revokes: 0,
  };
}

/** Google forgets the account: every stored grant for it is dead. */
export function revoked({ users, granted }: Model, account: string): void {
  granted.delete(account);
  for (const user of users) if (user.account === account) user.alive = false;
}

/** Consent given for an account. Answers the outcome. */
export function connected({ users, granted }: Model, user: ModelUser, account: string): string {
  granted.add(account);
  if (users.some((other) => other !== user && other.account === account)) {
    return "google_account_in_use";
  }
  Object.assign(user, { status: "connected", account, alive: true });
  return "connected";
}

export function disconnected(model: Model, user: ModelUser): void {
  if (user.account !== null) model.revokes++;
  if (user.account !== null && user.alive) revoked(model, user.account);
  Object.assign(user, { status: "not_connected", account: null, alive: false });
}

/** Why a request of this user is refused: the code. Undefined if it is carried out. */
export function refusal(user: ModelUser): string | undefined {
  if (user.status === "not_connected") return "calendar_not_connected";
  if (user.status === "connected" && !user.alive) user.status = "needs_reconnect";
  if (user.status === "needs_reconnect") return "reconnect_required";
}

/** The request is carried out in this account. Answers the status that it must have. */
export function carriedOut(
  model: Model,
  user: ModelUser,
  account: string,
  { kind, key, eventId, title }: CalendarRequest,
  { body }: Answer,
): number {
  const events = model.events.get(account)!;
  const known = key && user.keys.get(`${account} ${key}`);
  switch (kind) {
    case "create":
      if (known) return events.has(known) ? 200 : 409;
      events.set(body.id, title);
      if (key) user.keys.set(`${account} ${key}`, body.id);
      return 201;
    case "change":
      if (!events.has(eventId)) return 404;
      events.set(eventId, title);
      return 200;
    case "remove":
      events.delete(eventId);
      return 204;
    case "read":
      return events.has(eventId) ? 200 : 404;
    default:
      return 200;
  }
}
