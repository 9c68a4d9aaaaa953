/**
 * The Calendar API through `googleapis-common`: methods named and typed as Google's. The library
 * builds the request; it never refreshes, retries or follows a redirect on its own, and it calls
 * through the platform's `fetch` (its default goes through Node's HTTP client).
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { APIRequestParams } from "googleapis-common";
import type { CallContext } from "./database.ts";
import { CALENDAR_MS, MAX_RETRY_AFTER_MS } from "./deadlines.ts";
import { ApiError } from "./errors.ts";
import { googleEndpoint } from "./googleEndpoints.ts";
import { googleFailure, type Subject } from "./googleErrors.ts";
import { callGoogle, type GoogleAnswer } from "./googleFetch.ts";
import { withRetries } from "./retry.ts";

type Params<Name extends string> = Name extends keyof MethodParams ? MethodParams[Name] : never;

interface MethodParams {
  insert: calendar_v3.Params$Resource$Events$Insert;
  get: calendar_v3.Params$Resource$Events$Get;
  list: calendar_v3.Params$Resource$Events$List;
  patch: calendar_v3.Params$Resource$Events$Patch;
  delete: calendar_v3.Params$Resource$Events$Delete;
}

/** Google's Calendar, as far as this project calls it. Each method answers Google's own data. */
export interface GoogleCalendar {
  events: {
    insert(params: Params<"insert">): Promise<calendar_v3.Schema$Event>;
    get(params: Params<"get">): Promise<calendar_v3.Schema$Event>;
    list(params: Params<"list">): Promise<calendar_v3.Schema$Events>;
    patch(params: Params<"patch">, condition?: Condition): Promise<calendar_v3.Schema$Event>;
    delete(params: Params<"delete">, condition?: Condition): Promise<void>;
  };
  freebusy: {
    query(
      params: calendar_v3.Params$Resource$Freebusy$Query,
    ): Promise<calendar_v3.Schema$FreeBusyResponse>;
  };
}

/** Google answers 412 unless the event still has this etag. */
export interface Condition {
  ifMatch?: string;
}

interface Method {
  /** Google's own name, for the log. */
  name: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/calendar/v3`, with `{parameters}`. */
  path: string;
  pathParams: string[];
  subject: Subject;
  /** Whether a success is an event, which is sure to have its id, a deleted one too. */
  answersEvent?: true;
  /** Whether a 409 means that the event's id is taken. */
  namesEvent?: true;
}

const EVENTS = "/calendars/{calendarId}/events";
const EVENT = `${EVENTS}/{eventId}`;
const ON_CALENDAR: Pick<Method, "pathParams" | "subject"> = {
  pathParams: ["calendarId"],
  subject: "calendar",
};
const ON_EVENT: Pick<Method, "pathParams" | "subject"> = {
  pathParams: ["calendarId", "eventId"],
  subject: "event",
};
const EVENT_BACK = { answersEvent: true } as const;

/** https://developers.google.com/workspace/calendar/api/v3/reference */
const METHODS: Record<"insert" | "list" | "get" | "patch" | "delete" | "freebusy", Method> = {
  insert: {
    name: "events.insert",
    method: "POST",
    path: EVENTS,
    ...ON_CALENDAR,
    ...EVENT_BACK,
    namesEvent: true,
  },
  list: { name: "events.list", method: "GET", path: EVENTS, ...ON_CALENDAR },
  get: { name: "events.get", method: "GET", path: EVENT, ...ON_EVENT, ...EVENT_BACK },
  patch: {
    name: "events.patch",
    method: "PATCH",
    path: EVENT,
    ...ON_EVENT,
    ...EVENT_BACK,
  },
  delete: { name: "events.delete", method: "DELETE", path: EVENT, ...ON_EVENT },
  freebusy: {
    name: "freebusy.query",
    method: "POST",
    path: "/freeBusy",
    pathParams: [],
    subject: "calendar",
  },
};

/** Starts loading the library: it takes as long as a database read, so the two go side by side. */
export function loadGoogleLibrary(): Promise<typeof import("googleapis-common")> {
  return import("googleapis-common");
}

/** A calendar client for one access token. Throws ApiError, AccessTokenRefused or EventIdTaken. */
export function googleCalendar(accessToken: string, context: CallContext): GoogleCalendar {
  const request = <T>(
    method: keyof typeof METHODS,
    params: object,
    { ifMatch }: Condition = {},
  ): Promise<T> =>
    withRetries(
      () => callOnce<T>(METHODS[method], params, ifMatch, accessToken, context),
      { deadline: context.deadline, maxRetryAfterMs: MAX_RETRY_AFTER_MS },
    );
  return {
    events: {
      insert: (params) => request("insert", params),
      get: (params) => request("get", params),
      list: (params) => request("list", params),
      patch: (params, condition) => request("patch", params, condition),
      delete: (params, condition) => request("delete", params, condition),
    },
    freebusy: { query: (params) => request("freebusy", params) },
  };
}

async function callOnce<T>(
  called: Method,
  params: object,
  ifMatch: string | undefined,
  accessToken: string,
  { deadline, log }: CallContext,
): Promise<T> {
  const { name, method, path, pathParams } = called;
  const { createAPIRequest, OAuth2Client } = await loadGoogleLibrary();
  log?.count(`google ${name}`);
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: accessToken });
  let answer: GoogleAnswer | undefined;
  const parameters: APIRequestParams = {
    options: {
      url: googleEndpoint("calendar") + path,
      method,
      headers: ifMatch === undefined ? {} : { "if-match": ifMatch },
      retry: false,
      // Every status is ours to judge.
      validateStatus: () => true,
      fetchImplementation: async (url, init) => {
        answer = await callGoogle(
          String(url),
          { method, headers: init?.headers as HeadersInit, body: init?.body as BodyInit },
          deadline.within(CALENDAR_MS),
        );
        // The library has nothing to add to an answer: it is read below.
        return new Response(null, { status: 204 });
      },
    },
    params,
    requiredParams: pathParams,
    pathParams,
    context: { _options: { auth } },
  };
  try {
    await createAPIRequest(parameters);
  } catch (error) {
    // The library wraps what its fetch throws, with the request and its token: only ours goes on.
    if (error instanceof Error && error.cause instanceof ApiError) throw error.cause;
  }
  if (!answer) {
    throw new ApiError("internal_error", { cause: new Error(`${name}: the call was not made`) });
  }
  return readAnswer<T>(answer, called);
}

function readAnswer<T>({ status, headers, text }: GoogleAnswer, called: Method): T {
  const { name, subject, answersEvent, namesEvent } = called;
  const malformed = (what: string) =>
    new ApiError("google_bad_response", { cause: new Error(`${name}: ${what}`) });
  if (status === 204) return undefined as T;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Judged below: an error may have any body, a success may not.
  }
  if (status === 409 && !namesEvent) throw malformed("a 409");
  if (status < 200 || status >= 300) throw googleFailure(status, headers, body, subject);
  if (typeof body !== "object" || body === null) throw malformed("a 200 without JSON");
  const { id } = body as { id?: unknown };
  if (answersEvent && (typeof id !== "string" || id === "")) throw malformed("an event without id");
  return body as T;
}
