/**
 * What the emulator takes and hands out: the names other parts of the project build on.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { JWK } from "jose";
import type { Reminder } from "./calendar/model.ts";
import type { Fault } from "./faults/fault.ts";
import type { Behaviour } from "./state.ts";

/** Somebody with a Google account. `sub` is the account's id and never changes; the address can. */
export interface Person {
  sub: string;
  email: string;
  name: string;
  /** IANA name; the zone of the person's primary calendar. */
  time_zone: string;
}

/** An OAuth client, as registered in Google Cloud. */
export interface Client {
  client_id: string;
  client_secret: string;
  /** Compared byte by byte, as Google does. */
  redirect_uris: string[];
}

export interface GoogleOptions {
  /** 0 (the default) takes any free port. The emulator listens on 127.0.0.1 only. */
  port?: number;
  clients: Client[];
  /** A JSON file that everything is kept in between starts. Absent: memory only. */
  statePath?: string;
  /** Who has an account. Default: Ada Lovelace, Grace Hopper and Alan Turing. */
  people?: Person[];
  /** A private RS256 key to sign with where the state has none yet; making one takes a while. */
  signingKey?: JWK;
}

/** One API call, recorded as it arrives. `status` is null until it is answered, and stays so if it never is. */
export interface Call {
  method: string;
  path: string;
  /** As `endpointOf` names it: `token.refresh`, `events.insert`, ... */
  endpoint: string;
  status: number | null;
  /** When it arrived, by the emulator's clock, in milliseconds. */
  at: number;
}

/** What a person answers on Google's pages. */
export interface Choice {
  email: string;
  /** The boxes to tick, and no others. Absent: leave them as the page shows them. */
  scopes?: string[];
  deny?: boolean;
}

/** One e-mail about an event. */
export interface Notification {
  event_id: string;
  to: string;
  /** `answered` goes to the organizer, the others to guests. */
  about: "invited" | "changed" | "cancelled" | "answered";
  /** By the emulator's clock, in milliseconds. */
  at: number;
}

/** What one person has granted to one client. */
export interface GrantSummary {
  client_id: string;
  scopes: string[];
  refresh_token_count: number;
}

/** A running emulator. Unknown e-mail addresses throw. */
export interface Google {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  people: Person[];
  clock: { now(): number; advance(seconds: number): void };
  /** Every API call since the start or the last `resetCalls`, oldest first; the last 10,000. */
  calls: Call[];
  /** How many calls an endpoint got; `token` counts `token.code` and `token.refresh`. */
  count(endpoint: string): number;
  resetCalls(): void;
  /** What is in a calendar now, without what was deleted; default the person's primary one. */
  events(email: string, calendarId?: string): calendar_v3.Schema$Event[];
  /** Adds a secondary calendar and returns its id. */
  addCalendar(email: string, summary: string, timeZone?: string): string;
  /**
   * Puts an event into a calendar as another program, an old client or Google itself left it, and
   * returns its id. Nothing is checked: an end that is the start, `fromGmail`, a guest list that is
   * cut (`attendeesOmitted`), another `organizer`, fields that no caller can write. Nobody is told.
   */
  plant(email: string, event: calendar_v3.Schema$Event, calendarId?: string): string;
  /**
   * Makes Google leave guests out of an event's list by itself, as it does with very long lists: a
   * reader of this calendar gets their own entry, `others` more, and `attendeesOmitted`.
   */
  omitGuests(email: string, eventId: string, others?: number, calendarId?: string): void;
  /** Sets the reminders that `useDefault` stands for; lists answer them as `defaultReminders`. */
  setDefaultReminders(email: string, reminders: Reminder[], calendarId?: string): void;
  /** Every e-mail about an event (or about any), oldest first: who was told what, as `sendUpdates` asked. */
  notifications(eventId?: string): Notification[];
  /**
   * Gives an account another address. Its `sub` stays and its primary calendar follows; the old address
   * still names both.
   */
  rename(email: string, newEmail: string): void;
  grants(email: string): GrantSummary[];
  /** Takes all access away, as the person does in their account's settings. */
  revokeGrant(email: string): void;
  /** Makes every access token invalid now; refresh tokens live on. */
  expireAccessTokens(email?: string): void;
  /** Changes how Google treats a person: see `Behaviour`. */
  setBehaviour(email: string, behaviour: Partial<Behaviour>): void;
  /** Makes the next calls of an endpoint fail; returns what stops that. The oldest fault goes first. */
  fail(endpoint: string, fault: Fault): () => void;
  /** Goes through sign-in and consent as a person would; returns the redirect without following it. */
  approve(authorizationUrl: string, choice: Choice): Promise<URL>;
  close(): Promise<void>;
}
