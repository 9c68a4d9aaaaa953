/**
 * The methods of the Calendar API that this project calls, each stated once: its types are Google's own.
 * https://developers.google.com/workspace/calendar/api/v3/reference
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";

/** How one call differs from others of its method. */
export interface Condition {
  /** Makes Google answer 412 unless the event still has this etag (RFC 9110, section 13.1.1). */
  ifMatch?: string;
  /** The largest answer that is read, in bytes, of a call that asks for more than one event. */
  maxBytes?: number;
}

/** How a method differs from others. */
interface Traits {
  /** It changes nothing: a 400 is then about a parameter, not about an event. */
  reads?: true;
  /** A success is an event, which has an id even if the event is deleted. */
  returnsEvent?: true;
  /** The same data can be requested in smaller parts if the answer is too large. */
  divisible?: true;
  /** It creates an event under an id that the caller chooses: a 409 then means that the id is taken. */
  creates?: true;
  /** A second execution does harm, so it is tried again only if Google did not carry it out. */
  onlyOnce?: true;
}

/** A method; `Call` is its signature. */
export interface Method<Call = unknown> extends Traits {
  httpMethod: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/calendar/v3`, with `{parameters}`. */
  path: string;
  /** Never set: it carries the signature for `GoogleCalendar`. */
  call?: Call;
}

function method<Call>(
  httpMethod: Method["httpMethod"],
  path: string,
  traits: Traits = {},
): Method<Call> {
  return { httpMethod, path, ...traits };
}

const EVENTS = "/calendars/{calendarId}/events";
const EVENT = `${EVENTS}/{eventId}`;

type Event = calendar_v3.Schema$Event;
type Events = calendar_v3.Schema$Events;

export const METHODS = {
  events: {
    insert: method<(params: calendar_v3.Params$Resource$Events$Insert) => Promise<Event>>(
      "POST",
      EVENTS,
      { returnsEvent: true, creates: true },
    ),
    list: method<
      (params: calendar_v3.Params$Resource$Events$List, condition?: Condition) => Promise<Events>
    >("GET", EVENTS, { reads: true, divisible: true }),
    get: method<(params: calendar_v3.Params$Resource$Events$Get) => Promise<Event>>(
      "GET",
      EVENT,
      { reads: true, returnsEvent: true },
    ),
    instances: method<
      (
        params: calendar_v3.Params$Resource$Events$Instances,
        condition?: Condition,
      ) => Promise<Events>
    >("GET", `${EVENT}/instances`, { reads: true }),
    /** `patchOnce` covers the failures after which this is not tried again. */
    patch: method<
      (
        params: calendar_v3.Params$Resource$Events$Patch,
        condition?: Condition,
      ) => Promise<Event>
    >("PATCH", EVENT, { returnsEvent: true, onlyOnce: true }),
    delete: method<
      (
        params: calendar_v3.Params$Resource$Events$Delete,
        condition?: Condition,
      ) => Promise<void>
    >("DELETE", EVENT),
    /** Opens a channel under an id that the caller chooses. A second execution is refused for that id. */
    watch: method<
      (params: calendar_v3.Params$Resource$Events$Watch) => Promise<calendar_v3.Schema$Channel>
    >("POST", `${EVENTS}/watch`, { onlyOnce: true }),
  },
  calendarList: {
    list: method<
      (
        params: calendar_v3.Params$Resource$Calendarlist$List,
      ) => Promise<calendar_v3.Schema$CalendarList>
    >("GET", "/users/me/calendarList", { reads: true }),
  },
  freebusy: {
    query: method<
      (
        params: calendar_v3.Params$Resource$Freebusy$Query,
      ) => Promise<calendar_v3.Schema$FreeBusyResponse>
    >("POST", "/freeBusy", { reads: true, divisible: true }),
  },
};

type Calls<Group> = {
  [Name in keyof Group]: Group[Name] extends Method<infer Call> ? Call : never;
};

/** Google's Calendar, as far as this project calls it. Each method resolves to Google's own data. */
export type GoogleCalendar = {
  [Group in keyof typeof METHODS]: Calls<(typeof METHODS)[Group]>;
};
