/**
 * A typed client for the calendar functions. The file imports nothing, so any app can copy it, with
 * React or without, in a browser, on a server or in React Native. Each method resolves to the
 * answer's body or rejects with a `CalendarError`. No method repeats a request on its own.
 *
 * The order of this file: the client, the types of requests and answers, the return from Google, the
 * errors, and the two ways to send a request (plain `fetch`, or `supabase.functions`).
 *
 * @module
 */

/** How the client calls the functions. */
export type CalendarClientOptions = (ByFetch | ByFunctions) & {
  /** Milliseconds, 30,000 by default: the functions answer within 25 s, and the network takes time. */
  timeout?: number;
};

/** Calls by plain `fetch`. The browser still sends what was saved or deleted if the page closes. */
export interface ByFetch {
  /** `${SUPABASE_URL}/functions/v1`, without a slash at the end. */
  functionsUrl: string;
  /** The project's publishable (or anon) key. */
  apikey: string;
  /** The access token of the signed-in user; null without a session. */
  getAccessToken: () => Promise<string | null>;
  fetch?: typeof fetch;
  functions?: undefined;
}

/** Calls by supabase-js, which adds the session and the key. */
export interface ByFunctions {
  /** `supabase.functions`. */
  functions: SupabaseFunctions;
}

/** The part of `supabase.functions` that the client uses. */
export interface SupabaseFunctions {
  invoke(path: string, options: {
    method: Method;
    body?: object;
    signal: AbortSignal;
  }): Promise<{ data: unknown; error: unknown; response?: Response }>;
}

/** The path to return to, and whether Google offers other accounts. */
export interface ConnectOptions {
  /**
   * Where the person goes on to: a path in the web app, such as `/profile`, or a whole address of an
   * allowed origin or app. The page at `CONNECT_PATH` by default.
   */
  return_to?: string;
  choose_account?: boolean;
  /** Adds an account to those that are connected. Without it, the account is replaced. */
  add_account?: boolean;
  /** The account to replace or to reconnect; by default the default one. */
  account_id?: string;
}

/** The calls, all as the signed-in user. */
export interface CalendarClient {
  /** Starts connecting. Send the browser to `authorization_url`. */
  connect(options?: ConnectOptions): Promise<ConnectStart>;
  /** The default account's connection, and all connected accounts. */
  connection(): Promise<Connection>;
  /** Makes a connected account the one that requests without `account_id` use. */
  makeDefault(accountId: string): Promise<Connection>;
  /**
   * Revokes the grant of one account at Google and deletes it here; by default the default account's, with
   * `all` every account's.
   */
  disconnect(options?: { account_id?: string; all?: boolean }): Promise<Connection>;
  /** The account that waits for the confirmation. */
  pendingConnection(confirmation: string): Promise<PendingConnection>;
  /** Links the account that waits for the confirmation. */
  confirmConnection(confirmation: string): Promise<Connection>;
  /**
   * Creates an event. To retry without the risk of a second event, pass an `idempotency_key` and use
   * it again. Without a key, each call creates an event.
   */
  createEvent(event: NewEvent): Promise<CalendarEvent>;
  /** One page of the user's events: occurrences by start, unless `single_events` is false. */
  listEvents(query?: EventQuery): Promise<EventPage>;
  /** One event. The id may name an event, a series, or one occurrence of a series. */
  event(id: string, place?: { calendar_id?: string; account_id?: string }): Promise<CalendarEvent>;
  /** Changes the given fields. Rejects with `event_changed` if `if_match` is not the current etag. */
  updateEvent(id: string, change: EventChange): Promise<CalendarEvent>;
  /** Answers an invitation as the guest whose calendar the event is in. */
  respond(id: string, response: EventResponse): Promise<CalendarEvent>;
  /** Deletes the event. Does nothing if the event does not exist any more. */
  deleteEvent(id: string, options?: RemoveOptions): Promise<void>;
  /** The user's busy and free times. */
  findFreeTime(query: FreeTimeQuery): Promise<FreeTime>;
  /** The calendars of every connected account, or of one. */
  calendars(query?: { account_id?: string }): Promise<CalendarList>;
  /** The mirrored calendars of every connected account, or of one, and how current each is. */
  mirrors(query?: { account_id?: string }): Promise<MirrorList>;
  /** The calendars that can be mirrored. */
  availableMirrors(query?: { account_id?: string }): Promise<AvailableCalendars>;
  /** Mirrors a calendar from now on: its events come into the table `google_events`. */
  startMirror(calendarId: string, place?: { account_id?: string }): Promise<Mirror>;
  /** Ends the mirroring of a calendar and deletes its copy. Changes nothing at Google. */
  endMirror(calendarId: string, place?: { account_id?: string }): Promise<void>;
  /** Asks for a sync now: of every mirrored calendar, of one account's, or of one. */
  refreshMirrors(which?: { account_id?: string; calendar_id?: string }): Promise<MirrorList>;
  /** One of the user's own resources, with its content. */
  resource(id: string): Promise<Resource>;
}

/**
 * Creates the client: `createCalendarClient({ functions: supabase.functions })`, or with an address,
 * a key and a session for plain `fetch`.
 */
export function createCalendarClient(options: CalendarClientOptions): CalendarClient {
  const { timeout = ANSWER_WITHIN } = options;
  const send = "functionsUrl" in options ? byFetch(options) : byFunctions(options.functions);
  async function call<T>(method: Method, path: string, body?: object): Promise<T> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error("No answer in time")), timeout);
    try {
      return readReply(await send({ method, path, body, signal: controller.signal })) as T;
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    connect: (start = {}) => call("POST", "/oauth-initiate", start),
    connection: () => call("GET", CONNECTION),
    makeDefault: (account_id) => call("PATCH", CONNECTION, { account_id, is_default: true }),
    disconnect: (options = {}) => call("DELETE", CONNECTION + search(options)),
    pendingConnection: (confirmation) => call("POST", "/oauth-callback/pending", { confirmation }),
    confirmConnection: (confirmation) => call("POST", "/oauth-callback/confirm", { confirmation }),
    createEvent: (event) =>
      call("POST", "/create-calendar-event/users/me/calendar/events", {
        ...event,
        idempotency_key: event.idempotency_key ?? newIdempotencyKey(),
      }),
    listEvents: (query = {}) => call("GET", EVENTS + search(query)),
    event: (id, place = {}) => call("GET", eventPath(id) + search(place)),
    updateEvent: (id, change) => call("PATCH", eventPath(id), change),
    respond: (id, response) => call("POST", `${eventPath(id)}/response`, response),
    deleteEvent: (id, options = {}) => call("DELETE", eventPath(id) + search(options)),
    findFreeTime: (query) => call("GET", "/find-free-time/users/me" + search(query)),
    calendars: (query = {}) => call("GET", "/list-calendars/users/me" + search(query)),
    mirrors: (query = {}) => call("GET", MIRROR + search(query)),
    availableMirrors: (query = {}) => call("GET", `${MIRROR}/available` + search(query)),
    startMirror: (id, place = {}) => call("PUT", mirrorPath(id) + search(place)),
    endMirror: (id, place = {}) => call("DELETE", mirrorPath(id) + search(place)),
    refreshMirrors: (which = {}) => call("POST", `${MIRROR}/refresh`, which),
    resource: (id) => call("GET", `/get-resource/users/me/resources/${encodeURIComponent(id)}`),
  };
}

const CONNECTION = "/calendar-connection/users/me";
const EVENTS = "/calendar-events/users/me";
const MIRROR = "/calendar-mirror/users/me";

function eventPath(id: string): string {
  return `${EVENTS}/${encodeURIComponent(id)}`;
}

function mirrorPath(calendarId: string): string {
  return `${MIRROR}/calendars/${encodeURIComponent(calendarId)}`;
}

/** The defined parameters as `?...`. A list becomes one parameter for each value. */
function search(parameters: object): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().filter((one) => one !== undefined).map((one) => [name, String(one)])
  );
  const pairs = given.map((pair) => pair.map(encodeURIComponent).join("="));
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/**
 * A key that no other creation has. React Native has no `crypto`, and browsers have `randomUUID` only
 * on secure pages. The key is no secret: it counts among the same user's events only.
 */
export function newIdempotencyKey(): string {
  const random = () => Math.random().toString(36).slice(2, 12);
  return globalThis.crypto?.randomUUID?.() ??
    [Date.now().toString(36), random(), random(), random()].join("-");
}

/** Why the user has to connect again. */
export type ReconnectReason = "revoked_or_expired" | "session_control" | "scope_missing";

/** The connection of one Google account. Times are RFC 3339 with an offset. */
export interface AccountConnection {
  status: "connected" | "needs_reconnect" | "not_connected";
  reason: ReconnectReason | null;
  google_email: string | null;
  scopes: string[];
  features: { events: boolean; free_busy: boolean };
  connected_at: string | null;
  /** When the grant expires; null if Google sets no expiry. */
  expires_at: string | null;
  /** Names the account in requests; null if none is connected. */
  account_id: string | null;
  /** Whether requests without `account_id` use this account. */
  is_default: boolean;
}

/** The connection of the default account, or of the one that was named, and all connected accounts. */
export interface Connection extends AccountConnection {
  /** The default account first. */
  accounts: AccountConnection[];
}

/** One calendar of a connected account. */
export interface Calendar {
  /** For `calendar_id`. The primary calendar is also called `primary`. */
  id: string;
  /** The account whose list it is in. For `account_id`. */
  account_id: string;
  summary: string | null;
  description: string | null;
  time_zone: string | null;
  /** The background colour, such as `#9fe1e7`. */
  color: string | null;
  /** `owner`, `writer`, `reader` or `freeBusyReader`. */
  access_role: string | null;
  primary: boolean;
  /** Whether events can be created and changed in it. */
  writable: boolean;
  /** Whether Google's own page shows it. */
  selected: boolean;
  default_reminders: { method: string | null; minutes: number | null }[];
  conference_types: string[];
}

/** The calendars of all accounts, or of the one that was named. */
export interface CalendarList {
  calendars: Calendar[];
  /** Accounts whose calendars could not be read, and the error's code. */
  unavailable: { account_id: string; code: string }[];
}

/** A calendar that is mirrored, and how current its copy is. Times are RFC 3339. */
export interface Mirror {
  /** The `calendar_id` of its rows in `google_events`. */
  id: string;
  /** Google's id: for `calendar_id` in requests. */
  calendar_id: string;
  account_id: string;
  summary: string | null;
  time_zone: string;
  primary: boolean;
  /** `loading` until everything is there for the first time. */
  status: "loading" | "live" | "stale" | "paused" | "failed";
  reason:
    | "reconnect_required"
    | "calendar_gone"
    | "no_permission"
    | "quota"
    | "disabled"
    | "asleep"
    | null;
  /** Whether Google tells of changes; else it is asked from time to time. */
  push: boolean;
  /** Events that end after it are there. */
  mirrored_from: string | null;
  /** Occurrences of series that start before it are there; single events however late they are. */
  mirrored_until: string | null;
  /** Increases whenever the events would look different. */
  version: number;
  /** When Google was last asked for changes. */
  checked_at: string | null;
  /** Of the first sync, while `status` is `loading`. */
  progress: { pages: number; events: number } | null;
}

/** The calendars that are mirrored. */
export interface MirrorList {
  calendars: Mirror[];
  /** Whether others may be mirrored: the project's choice. */
  allowed: boolean;
}

/** The calendars that can be mirrored, and which are. */
export interface AvailableCalendars {
  calendars: {
    id: string;
    account_id: string;
    summary: string | null;
    time_zone: string | null;
    /** `owner`, `writer`, `reader`, or `freeBusyReader`, which cannot be mirrored. */
    access_role: string | null;
    primary: boolean;
    mirrored: boolean;
  }[];
  /** Accounts whose calendars could not be read, and the error's code. */
  unavailable: { account_id: string; code: string }[];
}

/** The answer of `oauth-initiate`: where to send the browser, and until when. */
export interface ConnectStart {
  authorization_url: string;
  expires_at: string;
}

/** A Google account that waits for the confirmation of the user. */
export interface PendingConnection {
  /** Null if Google did not give it. */
  google_email: string | null;
  scopes: string[];
  expires_at: string;
  /** Where the person goes on to after the answer: a whole address. */
  return_to: string;
}

/**
 * A guest. `optional` guests may stay away. The guest of an event that was read is valid, too: the
 * fields that only Google and the guest can set are ignored.
 */
export interface Attendee
  extends Partial<Omit<EventAttendee, "email" | "optional" | "display_name">> {
  email: string | null;
  optional?: boolean | null;
  display_name?: string | null;
}

/** The reminders: the calendar's defaults, or up to five of the event's own. */
export interface Reminders {
  use_default: boolean | null;
  overrides?: { method: "email" | "popup"; minutes: number }[] | null;
}

/**
 * The times of a timed event: RFC 3339 with an offset, or with an IANA `time_zone` beside them. The
 * offset gives the moment; the zone is for repetition.
 */
interface TimedFields {
  start_datetime: string;
  end_datetime: string;
  /** Required if the event repeats. */
  time_zone?: string | null;
  /** The zone of the end, for example of a flight; `time_zone` by default. */
  end_time_zone?: string | null;
  start_date?: null;
  end_date?: null;
}

/** The days of an all-day event, `YYYY-MM-DD`. As at Google, `end_date` is the day after the last. */
interface AllDayFields {
  start_date: string;
  end_date: string;
  start_datetime?: null;
  end_datetime?: null;
  time_zone?: string | null;
  end_time_zone?: string | null;
}

/** Start and end of an event that was read: one pair is null. */
type ReadTimes = Pick<CalendarEvent, keyof TimedFields>;

interface DetailFields {
  description?: string;
  location?: string;
  /** RFC 5545 lines, such as `RRULE:FREQ=WEEKLY;COUNT=10`. */
  recurrence?: string[];
  attendees?: Attendee[];
  reminders?: Reminders;
  conference?: "google_meet";
  visibility?: "default" | "public" | "private" | "confidential";
  /** `transparent`: the user counts as free during the event. */
  transparency?: "opaque" | "transparent";
  color_id?: string;
  resource_id?: string;
}

interface SendFields {
  send_updates?: "all" | "external_only" | "none";
  calendar_id?: string;
  /** One of the connected accounts; by default the default one. */
  account_id?: string | null;
}

/** Fields that only an answer has. In a request they are ignored. */
type ReadOnlyFields = Partial<
  Omit<
    CalendarEvent,
    "summary" | "calendar_id" | "account_id" | keyof TimedFields | keyof DetailFields
  >
>;

/** An event to create. Null is the same as absent. An event that was read is valid, too. */
export type NewEvent =
  & (TimedFields | AllDayFields)
  & { [Name in keyof DetailFields]?: DetailFields[Name] | null }
  & SendFields
  & ReadOnlyFields
  & {
    summary: string | null;
    /** The same key always gives the same event. By default each call has a new key. */
    idempotency_key?: string;
  };

/**
 * The fields to change. An absent field is unchanged, and null clears a field. Start and end come
 * together. Guests who stay keep their answers. An event that was read is valid, too: its unchanged
 * fields are not written. With `if_match` (the event's `etag`) the request fails with
 * `event_changed` if somebody else changed the event in between.
 */
export type EventChange =
  & (TimedFields | AllDayFields | ReadTimes | { start_datetime?: never; start_date?: never })
  & {
    [Name in keyof DetailFields]?:
      | DetailFields[Name]
      | (Name extends keyof CalendarEvent ? CalendarEvent[Name] : never)
      | null;
  }
  & SendFields
  & ReadOnlyFields
  & { summary?: string | null; if_match?: string }
  & ScopeFields;

/** The part of a series. */
interface ScopeFields {
  /** With an occurrence's id: that one and all later ones. The answer is the series that starts there. */
  scope?: "following";
}

/** Whom a deletion notifies, and which version of the event it deletes. */
export interface RemoveOptions extends SendFields, ScopeFields {
  /** One of the connected accounts; by default the default one. */
  account_id?: string;
  if_match?: string;
}

/** An answer to an invitation. An absent comment is unchanged; null clears it. */
export interface EventResponse extends SendFields {
  response_status: "accepted" | "declined" | "tentative" | "needs_action";
  comment?: string | null;
  if_match?: string;
}

/** Google's type of an event. */
export type EventType =
  | "default"
  | "out_of_office"
  | "focus_time"
  | "working_location"
  | "birthday"
  | "from_gmail";

/** A guest of an event that was read. */
export interface EventAttendee {
  email: string | null;
  optional: boolean;
  display_name: string | null;
  response_status: "needs_action" | "declined" | "tentative" | "accepted" | null;
  comment: string | null;
  /** True for the user whose calendar the event is in. */
  self: boolean;
  organizer: boolean;
  /** True for a room or another resource. */
  resource: boolean;
}

/** The status of a meeting, and the ways to join it. */
export interface Meeting {
  status: "pending" | "ready" | "failed";
  /** Null if people can join only by phone or SIP. */
  url: string | null;
  phone: { number: string; pin: string | null }[];
}

/**
 * An event as stored by Google. Events of other programs may have null in any nullable field. A
 * cancelled occurrence, which only a list with `single_events: false` has, is little more than its
 * id, its series and `original_start`.
 */
export interface CalendarEvent {
  id: string;
  status: string | null;
  html_link: string | null;
  etag: string | null;
  /** Null for a type that this version does not know. */
  event_type: EventType | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  start_date: string | null;
  end_date: string | null;
  /** The zone of the start and of the repetition. `start_datetime` may have another offset. */
  time_zone: string | null;
  end_time_zone: string | null;
  recurrence: string[] | null;
  organizer: { email: string | null; display_name: string | null; self: boolean } | null;
  attendees: EventAttendee[] | null;
  /** True if Google left out guests. Such a list cannot be changed. */
  attendees_omitted: boolean;
  reminders: {
    use_default: boolean;
    overrides: { method: string | null; minutes: number | null }[];
  } | null;
  visibility: string | null;
  transparency: string | null;
  color_id: string | null;
  calendar_id: string;
  /** The account whose calendar it is in. */
  account_id: string;
  resource_id: string | null;
  /** The series of an occurrence. */
  recurring_event_id: string | null;
  /** The start of an occurrence in its series, before any move. A date-time or a date. */
  original_start: string | null;
  meeting: Meeting | null;
  created_at: string | null;
  updated_at: string | null;
  /** True if an earlier request with the same key created the event. */
  replayed: boolean;
}

/** The events to list. Times are RFC 3339 with an offset. */
export interface EventQuery {
  /** One of the connected accounts; by default the default one. */
  account_id?: string;
  time_min?: string;
  time_max?: string;
  q?: string;
  resource_id?: string;
  calendar_id?: string;
  /** Only events of these types. */
  event_type?: EventType[];
  /** False: series instead of their occurrences. */
  single_events?: boolean;
  /** 1 to 250; 50 by default. */
  limit?: number;
  page_token?: string;
}

/** One page of a list. */
export interface EventPage {
  events: CalendarEvent[];
  next_page_token: string | null;
  /** The calendar's own zone. */
  time_zone: string;
  /** What `use_default: true` means in this calendar. */
  default_reminders: { method: string | null; minutes: number | null }[];
}

/** The range to search for free time, at most 366 days. */
export interface FreeTimeQuery {
  /** One of the connected accounts; by default the default one. */
  account_id?: string;
  time_min: string;
  time_max: string;
  calendar_id?: string[];
  minimum_minutes?: number;
  time_zone?: string;
  /** `mirror`: the calendars' copy in the database, without a call to Google. */
  source?: "google" | "mirror";
}

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Slot {
  start: string;
  end: string;
}

/** Busy: in at least one of the calendars. Free: in all of them. */
export interface FreeTime {
  busy: Slot[];
  free: Slot[];
  time_zone: string;
  /** When Google said so. */
  as_of: string;
}

/** A resource of the user. `content` is any JSON object, or absent. */
export interface Resource {
  id: string;
  class_id: string;
  user_id: string;
  type: string;
  name: string;
  created_at: string;
  content?: Record<string, unknown>;
}

/** What the browser brings back from Google: the result, or the secret of a connection to confirm. */
export type Arrival =
  /** `again`: the link was used before. */
  | { kind: "connected"; again?: boolean }
  | { kind: "error"; code: string }
  | { kind: "confirm"; confirmation: string };

/**
 * Reads `?calendar=connected`, `?calendar=error&error=<code>` or `#calendar=confirm&...` from an
 * address; null if it has none of them. Replace the address by `withoutArrival` then.
 */
export function readArrival(href: string): Arrival | null {
  const { search, hash } = partsOf(href);
  const confirmation = parameter(hash, "confirmation");
  if (parameter(hash, "calendar") === "confirm" && confirmation) {
    return { kind: "confirm", confirmation };
  }
  switch (parameter(search, "calendar")) {
    case "connected":
      return { kind: "connected" };
    case "error":
      return { kind: "error", code: parameter(search, "error") ?? "unexpected_answer" };
    default:
      return null;
  }
}

/**
 * Path, search and fragment of the address, without the parts that `readArrival` reads. So a reload
 * or a copied link does not repeat the result, and no confirmation secret stays in the history.
 */
export function withoutArrival(href: string): string {
  const { path, search, hash } = partsOf(href);
  const isOurs = parameter(search, "calendar") !== null;
  const rest = search.split("&").filter((pair) => pair && !(isOurs && OURS.has(nameOf(pair))));
  const fragment = parameter(hash, "calendar") === null ? hash : "";
  return path + (rest.length > 0 ? `?${rest.join("&")}` : "") + (fragment && `#${fragment}`);
}

const OURS = new Set(["calendar", "error"]);

/**
 * Codes that can also follow a success: a reload, a second tab or the Back button opens a callback
 * or a confirmation a second time, or an answer is lost after the connection was saved. The
 * connection itself shows whether anything failed.
 */
const AMBIGUOUS = new Set([
  "state_invalid",
  "connect_not_saved",
  "database_unavailable",
  "confirmation_expired",
]);

/** True if only the connection itself shows whether the attempt failed. */
export function isAmbiguous(code: string): boolean {
  return AMBIGUOUS.has(code);
}

/**
 * For supabase-js's `detectSessionInUrl`. Without it Auth takes every `error` in the address for its
 * own, also the calendar's. In the PKCE flow this check has to recognize Auth's errors only.
 */
export function isAuthError(url: { href: string }, params: Record<string, string>): boolean {
  const isOurs = parameter(partsOf(url.href).search, "calendar") !== null;
  return !isOurs && Boolean(params.error || params.error_description);
}

// React Native's `URL` reads and changes no parameters.

function partsOf(href: string): { path: string; search: string; hash: string } {
  const [, path = "", search = "", hash = ""] =
    /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)\??([^#]*)#?([^]*)$/i.exec(href) ?? [];
  return { path: path || "/", search, hash };
}

/** The value of the first parameter of that name. */
function parameter(parameters: string, name: string): string | null {
  const pair = parameters.split("&").find((one) => one !== "" && nameOf(one) === name);
  return pair === undefined ? null : decode(pair.slice(pair.indexOf("=") + 1 || pair.length));
}

function nameOf(pair: string): string {
  return decode(pair.split("=")[0] ?? "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text; // not encoded by any program
  }
}

/** The error codes of the functions. */
export const ANSWER_CODES = [
  "invalid_json",
  "google_rejected_event",
  "unauthenticated",
  "reconnect_required",
  "google_permission_denied",
  "user_not_found",
  "account_not_found",
  "resource_not_found",
  "event_not_found",
  "calendar_not_found",
  "not_found",
  "method_not_allowed",
  "calendar_not_connected",
  "event_deleted",
  "google_account_changed",
  "google_account_in_use",
  "mirror_disabled",
  "mirror_not_ready",
  "confirmation_expired",
  "event_changed",
  "body_too_large",
  "unsupported_media_type",
  "invalid_request",
  "idempotency_mismatch",
  "too_many_requests",
  "google_client_misconfigured",
  "tokens_unreadable",
  "misconfigured",
  "internal_error",
  "google_unavailable",
  "google_bad_response",
  "google_rate_limited",
  "google_quota_exceeded",
  "database_unavailable",
  "auth_unavailable",
  "google_timeout",
  "database_timeout",
] as const;

/** The error codes in the address after the return from Google. */
export const RETURN_CODES = [
  "access_denied",
  "state_invalid",
  "google_scope_missing",
  "google_no_refresh_token",
  "google_identity_invalid",
  "google_account_in_use",
  "google_unavailable",
  "google_client_misconfigured",
  "connect_not_saved",
  "database_unavailable",
  "user_gone",
] as const;

/** The error codes of the client: a function was not reached, or its answer was not readable. */
export const CLIENT_CODES = ["offline", "network_error", "unexpected_answer"] as const;

/** All codes that have a text of their own. */
export type KnownCode =
  | typeof ANSWER_CODES[number]
  | typeof RETURN_CODES[number]
  | typeof CLIENT_CODES[number];

/** The body of an error answer, with its HTTP status and `Retry-After`. */
export interface CalendarErrorFields {
  code: string;
  message: string;
  details?: unknown;
  hint?: string | null;
  request_id?: string | null;
  /** The HTTP status; 0 without an answer. */
  status?: number;
  /** Seconds to wait before the next attempt, if the answer has them. */
  retry_after?: number | null;
}

/** A failed call. `message` may be shown to people. */
export class CalendarError extends Error {
  override name = "CalendarError";
  readonly code: string;
  readonly details: unknown;
  readonly hint: string | null;
  readonly request_id: string | null;
  readonly status: number;
  readonly retry_after: number | null;

  constructor(fields: CalendarErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
    this.code = fields.code;
    this.details = fields.details ?? null;
    this.hint = fields.hint ?? null;
    this.request_id = fields.request_id ?? null;
    this.status = fields.status ?? 0;
    this.retry_after = fields.retry_after ?? null;
  }
}

/** Any thrown value as a `CalendarError`, so that one component can show all failures. */
export function toCalendarError(thrown: unknown): CalendarError {
  if (thrown instanceof CalendarError) return thrown;
  return new CalendarError(
    { code: "unexpected_answer", message: "Something unexpected happened." },
    { cause: thrown },
  );
}

/** The error for a missing answer: `offline` if the browser has no network, else `network_error`. */
export function noAnswer(cause: unknown): CalendarError {
  const offline = globalThis.navigator?.onLine === false;
  return new CalendarError(
    offline
      ? { code: "offline", message: "You are offline." }
      : { code: "network_error", message: "No answer came." },
    { cause },
  );
}

const ANSWER_WITHIN = 30_000;

/** UTF-16 units. A browser refuses more than 64 KiB to a page that closes. */
const MOST_KEPT_ALIVE = 16_000;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Call {
  method: Method;
  /** The path below the functions' address, with the query. */
  path: string;
  body: object | undefined;
  signal: AbortSignal;
}

/** An answer, before it is read. */
interface Reply {
  status: number;
  headers: Headers | undefined;
  /** The text of the body, or the JSON value that was read from it. */
  content: unknown;
}

/** Sends one request. Throws a `CalendarError` if no answer arrives. */
type Send = (call: Call) => Promise<Reply>;

function byFetch({ functionsUrl, apikey, getAccessToken, fetch }: ByFetch): Send {
  // Called as a method of `globalThis`, because a browser's `fetch` needs that receiver.
  const send = fetch ?? ((input, init) => globalThis.fetch(input, init));
  return async ({ method, path, body, signal }) => {
    const token = await getAccessToken().catch((cause) => {
      throw noAnswer(cause);
    });
    if (token === null) {
      throw new CalendarError({ code: "unauthenticated", message: "Sign in first.", status: 401 });
    }
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, apikey };
    if (body) headers["content-type"] = "application/json";
    const text = body ? JSON.stringify(body) : null;
    try {
      const response = await send(functionsUrl + path, {
        method,
        headers,
        body: text,
        signal,
        // What was saved or deleted is also sent while the page closes.
        keepalive: method !== "GET" && (text?.length ?? 0) < MOST_KEPT_ALIVE,
      });
      return await readResponse(response);
    } catch (cause) {
      throw noAnswer(cause);
    }
  };
}

function byFunctions(functions: SupabaseFunctions): Send {
  return async ({ path, body, ...rest }) => {
    try {
      const options = body ? { ...rest, body } : rest;
      const { data, error, response } = await functions.invoke(path.slice(1), options);
      const { status = data === "" ? 204 : 200, headers } = response ?? {};
      if (!error) return { status, headers, content: data };
      // An error contains its answer. A success may claim to be JSON and not be JSON.
      const { context } = error as { context?: unknown };
      if (context instanceof Response) return await readResponse(context);
      if (error instanceof SyntaxError) return { status, headers, content: null };
      throw context ?? error;
    } catch (cause) {
      throw noAnswer(cause);
    }
  };
}

async function readResponse(response: Response): Promise<Reply> {
  const { status, headers } = response;
  return { status, headers, content: await response.text() };
}

/** The JSON object of an answer; undefined for status 204. */
function readReply({ status, headers, content }: Reply): unknown {
  if (status === 204) return undefined;
  const answer = asObject(content);
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && answer) return answer;
  const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
  const around = {
    status,
    retry_after: Number.isFinite(seconds) ? seconds : null,
    request_id: asText(answer?.request_id) ?? headers?.get("x-request-id") ?? null,
  };
  // The page of a gateway, or a success without JSON, does not help a person.
  const code = isSuccess ? null : asText(answer?.code);
  if (!answer || !code) {
    const message = "The answer was not the expected one.";
    throw new CalendarError({ code: "unexpected_answer", message, ...around });
  }
  throw new CalendarError({
    code,
    message: asText(answer.message) ?? "The request failed.",
    details: answer.details,
    hint: asText(answer.hint),
    ...around,
  });
}

function asObject(content: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = typeof content === "string" ? JSON.parse(content) : content;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
