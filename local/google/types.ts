/**
 * The emulator's public types.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { JWK } from "jose";
import type { ConferenceType, EntrySettings, Reminder } from "./calendar/model.ts";
import type { Role } from "./calendar/roles.ts";
import type { SyncSettings } from "./calendar/syncModel.ts";
import type { Fault } from "./faults/fault.ts";
import type { ExpectedRow, ExpectedSeries } from "./expected.ts";
import type { ChannelSummary, Pushes } from "./push/types.ts";
import type { Behaviour } from "./state.ts";

export type * from "./expected.ts";
export type * from "./push/types.ts";

/** A person with a Google account. `sub` is the account's id and never changes; the address can change. */
export interface Person {
  sub: string;
  email: string;
  name: string;
  /** The IANA time zone of the person's primary calendar. */
  time_zone: string;
}

/** An OAuth client, as registered in Google Cloud. */
export interface Client {
  client_id: string;
  client_secret: string;
  /** Compared exactly, as Google does. */
  redirect_uris: string[];
}

export interface GoogleOptions {
  /** Default: 0, any free port. The emulator listens on 127.0.0.1 only. */
  port?: number;
  clients: Client[];
  /** A JSON file for the state. Default: the state is in memory only. */
  statePath?: string;
  /** The people with an account. Default: Ada Lovelace, Grace Hopper and Alan Turing. */
  people?: Person[];
  /** A private RS256 key, used if the state has none. Default: a new key, which takes 0.2 s. */
  signingKey?: JWK;
}

/** A recorded API call. `status` is null until the call is answered. */
export interface Call {
  method: string;
  path: string;
  /** A name from `endpoints.ts`: `token.refresh`, `events.insert`, ... */
  endpoint: string;
  status: number | null;
  /** The time of arrival by the emulator's clock, in milliseconds. */
  at: number;
}

/** A person's choices on Google's pages. */
export interface Choice {
  email: string;
  /** The only scopes whose boxes are ticked. Default: the boxes stay as the page shows them. */
  scopes?: string[];
  deny?: boolean;
}

/** A calendar to make, and the person's own settings for it. */
export interface NewCalendar extends Partial<EntrySettings> {
  summary: string;
  /**
   * Ends in `@group.calendar.google.com`, or in `@group.v.calendar.google.com` for a calendar of
   * Google's own, which the person then only reads: `en.uk#holiday@group.v.calendar.google.com`.
   * Default: a new id.
   */
  id?: string;
  /** Default: the person's zone. */
  time_zone?: string;
  description?: string;
  location?: string;
  /** The conferences that its events can have. Default: Google Meet. */
  conference_types?: ConferenceType[];
}

/** One e-mail about an event. */
export interface Notification {
  event_id: string;
  to: string;
  /** The organizer gets `answered`; guests get the others. */
  about: "invited" | "changed" | "cancelled" | "answered";
  /** By the emulator's clock, in milliseconds. */
  at: number;
}

/** One person's grant to one client. */
export interface GrantSummary {
  client_id: string;
  scopes: string[];
  refresh_token_count: number;
}

/** A running emulator. Methods throw for an unknown e-mail address. */
export interface Google {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  url: string;
  people: Person[];
  clock: { now(): number; advance(seconds: number): void };
  /** The API calls since the start or the last `resetCalls`, oldest first, at most the last 10,000. */
  calls: Call[];
  /** Counts the calls of an endpoint. `token` counts `token.code` and `token.refresh`. */
  count(endpoint: string): number;
  resetCalls(): void;
  /** Returns the events of a calendar without the deleted ones. Default: the person's primary calendar. */
  events(email: string, calendarId?: string): calendar_v3.Schema$Event[];
  /**
   * Returns what a mirror of a person's calendar must hold, in the order of the ids: the events that end
   * after `from`, of series only the occurrences that start before `until`. Both are ISO 8601.
   */
  expected(email: string, calendarId: string, from: string, until: string): ExpectedRow[];
  /** Returns the series that have an occurrence among the rows of `expected`. */
  expectedSeries(email: string, calendarId: string, from: string, until: string): ExpectedSeries[];
  /** Returns a person's calendar list as the API does, with the hidden and the deleted entries. */
  calendars(email: string): calendar_v3.Schema$CalendarListEntry[];
  /** Makes a secondary calendar and returns its id. A string is its summary. */
  addCalendar(email: string, calendar: NewCalendar | string): string;
  /**
   * Gives a person a role on a calendar and puts it into their list, or takes the role with `none`.
   * Every member gets the same events, as far as their role shows them.
   */
  shareCalendar(calendarId: string, email: string, role: Role | "none"): void;
  /** Hides, shows, selects, renames, colours or removes a calendar in one person's list. */
  changeCalendarEntry(email: string, calendarId: string, settings: Partial<EntrySettings>): void;
  /**
   * Renames a calendar or changes its time zone for everybody. Its events stay as they are, and whole days
   * begin at midnight of the new zone.
   */
  changeCalendar(calendarId: string, changes: { summary?: string; time_zone?: string }): void;
  /** Deletes a secondary calendar for everybody. */
  deleteCalendar(calendarId: string): void;
  /**
   * Puts an event into a calendar without checks or notifications, and returns its id. Use it for events
   * that other programs, old clients or Google itself made: an end equal to the start, `fromGmail`, a cut
   * guest list (`attendeesOmitted`), another `organizer`, read-only fields.
   */
  plant(email: string, event: calendar_v3.Schema$Event, calendarId?: string): string;
  /**
   * Makes Google omit guests from an event's list, as it does with very long lists: a reader of this
   * calendar gets their own entry, `others` more entries, and `attendeesOmitted`.
   */
  omitGuests(email: string, eventId: string, others?: number, calendarId?: string): void;
  /**
   * Makes a changed or deleted occurrence what its series says again, as if it had never been changed.
   * Throws if it is not a changed occurrence.
   */
  undoException(email: string, occurrenceId: string, calendarId?: string): void;
  /**
   * Changes what lists do for clients that synchronize: of one calendar, or of everything. A calendar's own
   * settings come first.
   */
  setSync(settings: Partial<SyncSettings>, calendarId?: string): void;
  /** Makes every sync token issued until now answer 410: of one calendar, or of everything. */
  expireSyncTokens(calendarId?: string): void;
  /** Sets the reminders that `useDefault` means to a person. Lists return them as `defaultReminders`. */
  setDefaultReminders(email: string, reminders: Reminder[], calendarId?: string): void;
  /** Returns the e-mails that `sendUpdates` asked for, about one event or all events, oldest first. */
  notifications(eventId?: string): Notification[];
  /**
   * Changes an account's address. Its `sub` stays, its primary calendar gets the new address, and the old
   * address remains an alias of both.
   */
  rename(email: string, newEmail: string): void;
  /** Returns the push channels, oldest first, those that ended too. */
  channels(): ChannelSummary[];
  pushes: Pushes;
  grants(email: string): GrantSummary[];
  /** Revokes all access, as a person can in their account's settings. */
  revokeGrant(email: string): void;
  /** Invalidates the access tokens of one person or of all. Refresh tokens stay valid. */
  expireAccessTokens(email?: string): void;
  /** Changes how Google treats a person. See `Behaviour`. */
  setBehaviour(email: string, behaviour: Partial<Behaviour>): void;
  /**
   * Adds a fault for the next calls of an endpoint. Returns a function that removes it. The oldest
   * fault applies first.
   */
  fail(endpoint: string, fault: Fault): () => void;
  /** Goes through sign-in and consent as a person. Returns the redirect to the app without following it. */
  approve(authorizationUrl: string, choice: Choice): Promise<URL>;
  close(): Promise<void>;
}
