/**
 * What a person would expect of their accounts and their events: the whole truth that database and
 * Google are held to.
 *
 * @module
 */
import type { Answer, TestUser } from "../../support/scenario.ts";
import type { CalendarRequest } from "./requests.ts";

export interface ModelAccount {
  /** Undefined until the database has told it. */
  id: string | undefined;
  status: "not_connected" | "connected" | "needs_reconnect";
  /** The Google account that is connected, or was when its grant died; null for no account. */
  email: string | null;
  /** Whether Google still knows the grant that is stored. */
  alive: boolean;
  /** Counts up with every connect: the oldest connection has the lowest. */
  since: number;
}

export interface ModelUser {
  id: string;
  own: string;
  /** Each Google account that is connected. */
  accounts: ModelAccount[];
  /** Which of them requests use. */
  main: ModelAccount | undefined;
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

export function newUser({ id, email }: TestUser): ModelUser {
  return { id, own: email, accounts: [], main: undefined, keys: new Map() };
}

export function newModel(users: TestUser[], emails: string[]): Model {
  return {
    users: users.map(newUser),
    events: new Map(emails.map((email) => [email, new Map()])),
    granted: new Set(),
    revokes: 0,
  };
}

/** What a request finds that uses the user's default account. */
export function mainOf({ main }: ModelUser): ModelAccount {
  return main ?? { id: undefined, status: "not_connected", email: null, alive: false, since: 0 };
}

/** Google forgets the account: every stored grant for it is dead. */
export function revoked({ users, granted }: Model, email: string): void {
  granted.delete(email);
  for (const { accounts } of users) {
    for (const account of accounts) if (account.email === email) account.alive = false;
  }
}

let moments = 0;

/** Consent given for a Google account, to add it or to replace the default one. Answers the outcome. */
export function connected(
  { users, granted }: Model,
  user: ModelUser,
  email: string,
  adds: boolean,
): string {
  granted.add(email);
  if (users.some((other) => other !== user && other.accounts.some((one) => one.email === email))) {
    return "google_account_in_use";
  }
  let account = user.accounts.find((one) => one.email === email) ?? (adds ? undefined : user.main);
  if (!account) {
    // The first account has the user's id, also after it was free for a while.
    const isFirst = !user.accounts.some(({ id }) => id === user.id);
    account = { ...mainOf({ ...user, main: undefined }), id: isFirst ? user.id : undefined };
    user.accounts.push(account);
    user.main ??= account;
  }
  Object.assign(account, { status: "connected", email, alive: true, since: ++moments });
  return "connected";
}

export function disconnected(model: Model, user: ModelUser, account: ModelAccount): void {
  model.revokes++;
  if (account.alive) revoked(model, account.email!);
  user.accounts = user.accounts.filter((one) => one !== account);
  if (user.main === account) user.main = user.accounts.toSorted((a, b) => a.since - b.since)[0];
}

/** Why a request in this account is refused: the code. Undefined if it is carried out. */
export function refusal(account: ModelAccount): string | undefined {
  if (account.status === "not_connected") return "calendar_not_connected";
  if (account.status === "connected" && !account.alive) account.status = "needs_reconnect";
  if (account.status === "needs_reconnect") return "reconnect_required";
}

/** The request is carried out in this Google account. Answers the status that it must have. */
export function carriedOut(
  model: Model,
  user: ModelUser,
  email: string,
  { kind, key, eventId, title }: CalendarRequest,
  { body }: Answer,
): number {
  const events = model.events.get(email)!;
  const known = key && user.keys.get(`${email} ${key}`);
  switch (kind) {
    case "create":
      if (known) return events.has(known) ? 200 : 409;
      events.set(body.id, title);
      if (key) user.keys.set(`${email} ${key}`, body.id);
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
