/**
 * The calendar functions as a typed client: this one file, which imports nothing, so that any app
 * can copy it. Each method answers the contract's shape or throws a `CalendarError`; none repeats a
 * request on its own.
 *
 * In this order: the client; the shapes that it takes and answers; its errors; how a request is
 * sent, by plain `fetch` or by `supabase.functions`.
 *
 * @module
 */

/** How the functions are reached. */
export type CalendarClientOptions = (ByFetch | ByFunctions) & {
  /** Milliseconds. The functions answer within 25 s; a little more is for the way. */
  timeout?: number;
};

/** By plain `fetch`. A deletion that is under way when the page is closed is still carried out. */
export interface ByFetch {
  /** `${SUPABASE_URL}/functions/v1`, without a slash at the end. */
  functionsUrl: string;
  /** The project's publishable (or anon) key. */
  apikey: string;
  /** The signed-in person's access token, or null where nobody is signed in. */
  getAccessToken: () => Promise<string | null>;
  fetch?: typeof fetch;
  functions?: undefined;
}

/** By supabase-js, which adds the session and the key. */
export interface ByFunctions {
  /** `supabase.functions`. */
  functions: SupabaseFunctions;
}

/** What is used of `supabase.functions`. */
export interface SupabaseFunctions {
  invoke(path: string, options: {
    method: Method;
    body?: object;
    signal: AbortSignal;
  }): Promise<{ data: unknown; error: unknown; response?: Response }>;
}

/** How a connection is started: where to come back to, and whether to offer other accounts. */
export interface ConnectOptions {
  /** A path in the web app, such as `/profile`. */
  return_to?: string;
  choose_account?: boolean;
}

/** The calls, as the signed-in person. */
export interface CalendarClient {
  /** Starts connecting; send the browser to `authorization_url`. */
  connect(options?: ConnectOptions): Promise<ConnectStart>;
  /** How the connection stands. */
  connection(): Promise<Connection>;
  /** Takes the grant back at Google and forgets it here. */
  disconnect(): Promise<Connection>;
  /** Which account waits behind a confirmation secret. */
  pendingConnection(confirmation: string): Promise<PendingConnection>;
  /** Links the account that waits behind a confirmation secret. */
  confirmConnection(confirmation: string): Promise<Connection>;
  /**
   * Creates an event. Without a key of the caller's, one is made for this call; to try the same
   * creation again without risking a second event, pass a key and keep it.
   */
  createEvent(event: NewEvent): Promise<CalendarEvent>;
  /** One page of the person's events: occurrences by start, unless `single_events` is false. */
  listEvents(query?: EventQuery): Promise<EventPage>;
  /** One event; the id decides: a series, or one occurrence of it. */
  event(id: string, calendarId?: string): Promise<CalendarEvent>;
  /** Changes what is named; `event_changed` where `if_match` is no longer true. */
  updateEvent(id: string, change: EventChange): Promise<CalendarEvent>;
  /** Answers an invitation, as the guest whose calendar it is in. */
  respond(id: string, response: EventResponse): Promise<CalendarEvent>;
  /** Removes the event, or does nothing where it is gone already. */
  deleteEvent(id: string, options?: RemoveOptions): Promise<void>;
  /** When the person is busy and when free. */
  findFreeTime(query: FreeTimeQuery): Promise<FreeTime>;
  /** One of the person's own resources, with its content. */
  resource(id: string): Promise<Resource>;
}

/**
 * Makes the client: `createCalendarClient({ functions: supabase.functions })`, or with an address, a
 * key and a session for plain `fetch`.
 */
export function createCalendarClient(options: CalendarClientOptions): CalendarClient {
  const { timeout = ANSWER_WITHIN } = options;
  const send = options.functions ? byFunctions(options.functions) : byFetch(options);
  async function call<T>(method: Method, path: string, body?: object): Promise<T> {
    const signal = AbortSignal.timeout(timeout);
    return readReply(await send({ method, path, body, signal })) as T;
  }
  return {
    connect: (start = {}) => call("POST", "/oauth-initiate", start),
    connection: () => call("GET", "/calendar-connection/users/me"),
    disconnect: () => call("DELETE", "/calendar-connection/users/me"),
    pendingConnection: (confirmation) => call("POST", "/oauth-callback/pending", { confirmation }),
    confirmConnection: (confirmation) => call("POST", "/oauth-callback/confirm", { confirmation }),
    createEvent: (event) =>
      call("POST", "/create-calendar-event/users/me/calendar/events", {
        ...event,
        idempotency_key: event.idempotency_key ?? crypto.randomUUID(),
      }),
    listEvents: (query = {}) => call("GET", EVENTS + search(query)),
    event: (id, calendar_id) => call("GET", eventPath(id) + search({ calendar_id })),
    updateEvent: (id, change) => call("PATCH", eventPath(id), change),
    respond: (id, response) => call("POST", `${eventPath(id)}/response`, response),
    deleteEvent: (id, options = {}) => call("DELETE", eventPath(id) + search(options)),
    findFreeTime: (query) => call("GET", "/find-free-time/users/me" + search(query)),
    resource: (id) => call("GET", `/get-resource/users/me/resources/${encodeURIComponent(id)}`),
  };
}

const EVENTS = "/calendar-events/users/me";

function eventPath(id: string): string {
  return `${EVENTS}/${encodeURIComponent(id)}`;
}

/** The parameters that are given, as `?...`; a list becomes one parameter for each value. */
function search(parameters: object): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().filter((one) => one !== undefined).map((one) => [name, String(one)])
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** Why a connection needs the person once more. */
export type ReconnectReason = "revoked_or_expired" | "session_control" | "scope_missing";

/** What is known of one person's connection; times are RFC 3339 with an offset. */
export interface Connection {
  status: "connected" | "needs_reconnect" | "not_connected";
  reason: ReconnectReason | null;
  google_email: string | null;
  scopes: string[];
  features: { events: boolean; free_busy: boolean };
  connected_at: string | null;
  /** When the grant itself ends; null where Google sets no end. */
  expires_at: string | null;
}

/** The answer of `oauth-initiate`: where to send the browser, and until when that works. */
export interface ConnectStart {
  authorization_url: string;
  expires_at: string;
}

/** A Google account that waits for the person to say "yes, this one". */
export interface PendingConnection {
  /** Null where Google did not tell it. */
  google_email: string | null;
  scopes: string[];
  expires_at: string;
}

/**
 * A guest; `optional` guests may stay away. A guest as an event has them will do: what only Google and
 * the guest can set is not written.
 */
export interface Attendee
  extends Partial<Omit<EventAttendee, "email" | "optional" | "display_name">> {
  email: string | null;
  optional?: boolean | null;
  display_name?: string | null;
}

/** When Google reminds: its default for the calendar, or up to five of the event's own. */
export interface Reminders {
  use_default: boolean | null;
  overrides?: { method: "email" | "popup"; minutes: number }[] | null;
}

/**
 * Timed: RFC 3339 with an offset, or with an IANA `time_zone` beside it. The offset gives the moment,
 * the zone is for repetition.
 */
interface TimedFields {
  start_datetime: string;
  end_datetime: string;
  /** Required where the event recurs. */
  time_zone?: string | null;
  /** For a flight; `time_zone` unless given. */
  end_time_zone?: string | null;
  start_date?: null;
  end_date?: null;
}

/** All-day: `YYYY-MM-DD`; `end_date` is the day after the last, as Google has it. */
interface AllDayFields {
  start_date: string;
  end_date: string;
  start_datetime?: null;
  end_datetime?: null;
  time_zone?: string | null;
  end_time_zone?: string | null;
}

/** Start and end as an event has them: one pair is null. */
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
  /** `transparent`: the person counts as free meanwhile. */
  transparency?: "opaque" | "transparent";
  color_id?: string;
  resource_id?: string;
}

interface SendFields {
  send_updates?: "all" | "external_only" | "none";
  calendar_id?: string;
}

/** What an event that was read has and nobody writes: sent back as it was, it is ignored. */
type ReadOnlyFields = Partial<
  Omit<CalendarEvent, "summary" | "calendar_id" | keyof TimedFields | keyof DetailFields>
>;

/** An event to create: null is as if left out. An event that was read will do. */
export type NewEvent =
  & (TimedFields | AllDayFields)
  & { [Name in keyof DetailFields]?: DetailFields[Name] | null }
  & SendFields
  & ReadOnlyFields
  & {
    summary: string | null;
    /** Names this creation: sending it again gives the same event. Filled in where it is left out. */
    idempotency_key?: string;
  };

/**
 * What to change: absent is unchanged, null clears, start and end come together; guests who stay keep
 * their answers. An event that was read will do: what is as it was is not written. With `if_match`
 * (an event's `etag`) a change by somebody else in between is refused as `event_changed`.
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

/** How much of a series is meant. */
interface ScopeFields {
  /** With an occurrence's id: that one and all later ones. The answer is the series that begins there. */
  scope?: "following";
}

/** Whom to tell, and which version is meant, when an event is removed. */
export interface RemoveOptions extends SendFields, ScopeFields {
  if_match?: string;
}

/** An answer to an invitation. A comment that is left out stays; null clears it. */
export interface EventResponse extends SendFields {
  response_status: "accepted" | "declined" | "tentative" | "needs_action";
  comment?: string | null;
  if_match?: string;
}

/** What kind of event Google shows it as. */
export type EventType =
  | "default"
  | "out_of_office"
  | "focus_time"
  | "working_location"
  | "birthday"
  | "from_gmail";

/** A guest as Google has them. */
export interface EventAttendee {
  email: string | null;
  optional: boolean;
  display_name: string | null;
  response_status: "needs_action" | "declined" | "tentative" | "accepted" | null;
  comment: string | null;
  /** Whether this is the person whose calendar the event is in. */
  self: boolean;
  organizer: boolean;
  /** Whether this is a room or another resource. */
  resource: boolean;
}

/** How a meeting stands, and every way to join it. */
export interface Meeting {
  status: "pending" | "ready" | "failed";
  /** Null if people join by phone or SIP alone. */
  url: string | null;
  phone: { number: string; pin: string | null }[];
}

/**
 * An event as stored by Google; fields may be null for events that were made elsewhere. A cancelled
 * occurrence, which only a list with `single_events: false` has, is little more than its id, its
 * series and `original_start`.
 */
export interface CalendarEvent {
  id: string;
  status: string | null;
  html_link: string | null;
  etag: string | null;
  /** Null if Google has a type that this version does not know. */
  event_type: EventType | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  start_date: string | null;
  end_date: string | null;
  /** The zone that the event starts and repeats in; `start_datetime` need not have its offset. */
  time_zone: string | null;
  end_time_zone: string | null;
  recurrence: string[] | null;
  organizer: { email: string | null; display_name: string | null; self: boolean } | null;
  attendees: EventAttendee[] | null;
  /** True if Google left out guests; such a list cannot be changed. */
  attendees_omitted: boolean;
  reminders: {
    use_default: boolean;
    overrides: { method: string | null; minutes: number | null }[];
  } | null;
  visibility: string | null;
  transparency: string | null;
  color_id: string | null;
  calendar_id: string;
  resource_id: string | null;
  /** The series that this is one occurrence of. */
  recurring_event_id: string | null;
  /** Of an occurrence: when its series has it. A date-time, or a date. */
  original_start: string | null;
  meeting: Meeting | null;
  created_at: string | null;
  updated_at: string | null;
  /** True where an earlier request with the same key had created it already. */
  replayed: boolean;
}

/** Which events to list; times are RFC 3339 with an offset. */
export interface EventQuery {
  time_min?: string;
  time_max?: string;
  q?: string;
  resource_id?: string;
  calendar_id?: string;
  /** Only events of these types. */
  event_type?: EventType[];
  /** False: series as such, instead of their occurrences. */
  single_events?: boolean;
  /** 1 to 250; 50 unless given. */
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

/** The span to look for free time in, at most 366 days. */
export interface FreeTimeQuery {
  time_min: string;
  time_max: string;
  calendar_id?: string[];
  minimum_minutes?: number;
  time_zone?: string;
}

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Slot {
  start: string;
  end: string;
}

/** When the person is busy in any of the calendars, and free in all of them. */
export interface FreeTime {
  busy: Slot[];
  free: Slot[];
  time_zone: string;
}

/** One of the person's own resources; `content` is any JSON object, or left out. */
export interface Resource {
  id: string;
  class_id: string;
  user_id: string;
  type: string;
  name: string;
  created_at: string;
  content?: Record<string, unknown>;
}

/** The codes that the functions answer, by the HTTP contract. */
export const ANSWER_CODES = [
  "invalid_json",
  "google_rejected_event",
  "unauthenticated",
  "reconnect_required",
  "google_permission_denied",
  "user_not_found",
  "resource_not_found",
  "event_not_found",
  "calendar_not_found",
  "not_found",
  "method_not_allowed",
  "calendar_not_connected",
  "event_deleted",
  "google_account_changed",
  "google_account_in_use",
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

/** The codes that come back in the address after Google's pages. */
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

/** The codes for what never reached a function, or came back as something else. */
export const CLIENT_CODES = ["offline", "network_error", "unexpected_answer"] as const;

/** Any code that has words of its own. */
export type KnownCode =
  | typeof ANSWER_CODES[number]
  | typeof RETURN_CODES[number]
  | typeof CLIENT_CODES[number];

/** The flat error object of the contract, and what HTTP said around it. */
export interface CalendarErrorFields {
  code: string;
  message: string;
  details?: unknown;
  hint?: string | null;
  request_id?: string | null;
  /** The HTTP status, or 0 where there was no answer. */
  status?: number;
  /** Seconds to wait before another try, where the answer said so. */
  retry_after?: number | null;
}

/** A call that failed. `message` may be shown to people; `explain` has fuller words. */
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

/** Any thrown value as a `CalendarError`, so that one way of showing failures is enough. */
export function toCalendarError(thrown: unknown): CalendarError {
  if (thrown instanceof CalendarError) return thrown;
  return new CalendarError(
    { code: "unexpected_answer", message: "Something unexpected happened." },
    { cause: thrown },
  );
}

/** No answer came: `offline` where the browser knows that it has no network. */
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

type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Call {
  method: Method;
  /** Under the functions, with the query. */
  path: string;
  body?: object;
  signal: AbortSignal;
}

/** What was answered, by either way. */
interface Reply {
  status: number;
  headers?: Headers;
  /** Text, or what was read from it. */
  content: unknown;
}

/** Sends one request. Throws a `CalendarError` where no answer comes. */
type Send = (call: Call) => Promise<Reply>;

function byFetch({ functionsUrl, apikey, getAccessToken, fetch }: ByFetch): Send {
  // Called through `globalThis` so that a browser's fetch keeps its receiver.
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
    try {
      const response = await send(functionsUrl + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal,
        // A deletion outlives the page: it is asked for when the time to undo it is over.
        keepalive: method === "DELETE",
      });
      return await readResponse(response);
    } catch (cause) {
      throw noAnswer(cause);
    }
  };
}

function byFunctions(functions: SupabaseFunctions): Send {
  return async ({ path, ...options }) => {
    try {
      const { data, error, response } = await functions.invoke(path.slice(1), options);
      const { status = data === "" ? 204 : 200, headers } = response ?? {};
      if (!error) return { status, headers, content: data };
      // A refusal has its answer with it; a success that says that it is JSON may be none.
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

/** The JSON object that was answered; nothing for a `204`. */
function readReply({ status, headers, content }: Reply): unknown {
  if (status === 204) return undefined;
  const answer = asObject(content);
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && answer) return answer;
  const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
  const around = {
    status,
    retry_after: Number.isFinite(seconds) ? seconds : null,
    request_id: asText(answer?.request_id) ?? headers?.get("x-request-id"),
  };
  // A gateway's own page, or a success that is no JSON, says nothing that a person could use.
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
