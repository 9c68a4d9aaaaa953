/**
 * Every call to the calendar functions, typed. Each method answers the contract's shape or throws
 * a `CalendarError`; none repeats a request on its own.
 *
 * @module
 */
import { createTransport, type TransportOptions } from "./transport.ts";
import type {
  CalendarEvent,
  Connection,
  ConnectStart,
  EventChange,
  EventPage,
  EventQuery,
  FreeTime,
  FreeTimeQuery,
  NewEvent,
  PendingConnection,
  RemoveOptions,
  Resource,
} from "./types.ts";

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
  /** Removes the event, or does nothing where it is gone already. */
  deleteEvent(id: string, options?: RemoveOptions): Promise<void>;
  /** When the person is busy and when free. */
  findFreeTime(query: FreeTimeQuery): Promise<FreeTime>;
  /** One of the person's own resources, with its content. */
  resource(id: string): Promise<Resource>;
}

/** Makes the client. `functionsUrl` is `${SUPABASE_URL}/functions/v1`. */
export function createCalendarClient(options: TransportOptions): CalendarClient {
  const call = createTransport(options);
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
