/**
 * What a person would expect of their connection, in ten lines: the whole truth that database and
 * Google are held to.
 *
 * @module
 */

export interface ModelUser {
  own: string;
  status: "not_connected" | "connected" | "needs_reconnect";
  /** The Google account that is connected, or was when its grant died. */
  account: string | null;
  /** Whether Google still knows the grant that is stored. */
  alive: boolean;
}

export interface Model {
  users: ModelUser[];
  /** Events in each account's calendar. */
  events: Map<string, number>;
  /** Accounts that grant us anything at Google. */
  granted: Set<string>;
  /** Calls of Google's revoke endpoint. */
  revokes: number;
}

export function newModel(owns: string[]): Model {
  const users = owns.map((own): ModelUser => ({
    own,
    status: "not_connected",
    account: null,
    alive: false,
  }));
  return { users, events: new Map(), granted: new Set(), revokes: 0 };
}

/** Google forgets the account: whoever's stored grant is for it holds a dead one. */
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

/** An event asked for. Answers the status. */
export function created({ events }: Model, user: ModelUser): number {
  if (user.status === "not_connected") return 409;
  if (user.status === "connected" && !user.alive) user.status = "needs_reconnect";
  if (user.status === "needs_reconnect") return 401;
  events.set(user.account!, (events.get(user.account!) ?? 0) + 1);
  return 201;
}

export function disconnected(model: Model, user: ModelUser): void {
  if (user.account !== null) model.revokes++;
  if (user.account !== null && user.alive) revoked(model, user.account);
  Object.assign(user, { status: "not_connected", account: null, alive: false });
}
