/**
 * The Calendar API through `googleapis-common`: methods named and typed as Google's. The library
 * builds the request, and hands it to the platform's `fetch`: nothing else refreshes, retries or
 * follows a redirect, and its own client, which goes through Node's, is never made.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { APIRequestParams } from "googleapis-common";
import type { CallContext } from "../context.ts";
import { CALENDAR_MS, Deadline, LIBRARY_MS, MAX_RETRY_AFTER_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { calendarError, InvalidAccessTokenError, type Subject } from "./calendarErrors.ts";
import { callGoogle, type GoogleAnswer, MAX_ANSWER_BYTES, MAX_PART_BYTES } from "./fetch.ts";
import { NOT_CARRIED_OUT, withRetries } from "./retry.ts";

type Params<Name extends string> = Name extends keyof MethodParams ? MethodParams[Name] : never;

interface MethodParams {
  insert: calendar_v3.Params$Resource$Events$Insert;
  get: calendar_v3.Params$Resource$Events$Get;
  list: calendar_v3.Params$Resource$Events$List;
  instances: calendar_v3.Params$Resource$Events$Instances;
  patch: calendar_v3.Params$Resource$Events$Patch;
  delete: calendar_v3.Params$Resource$Events$Delete;
}

/** Google's Calendar, as far as this project calls it. Each method answers Google's own data. */
export interface GoogleCalendar {
  events: {
    insert(params: Params<"insert">): Promise<calendar_v3.Schema$Event>;
    get(params: Params<"get">): Promise<calendar_v3.Schema$Event>;
    list(params: Params<"list">): Promise<calendar_v3.Schema$Events>;
    instances(params: Params<"instances">): Promise<calendar_v3.Schema$Events>;
    /** Tried again only if Google did not carry it out: see `patchOnce` for everything else. */
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
  /** Whether it changes nothing: a 400 is then about a parameter. */
  reads?: true;
  /** Whether a success is an event, which is sure to have its id, a deleted one too. */
  answersEvent?: true;
  /** Whether the same can be asked for in smaller parts if the answer is too large. */
  divisible?: true;
  /** Whether a 409 means that the event's id is taken. */
  namesEvent?: true;
  /** Whether carrying it out a second time does harm, so that only a refusal is tried again. */
  onlyOnce?: true;
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
const METHODS: Record<keyof MethodParams | "freebusy", Method> = {
  insert: {
    name: "events.insert",
    method: "POST",
    path: EVENTS,
    ...ON_CALENDAR,
    ...EVENT_BACK,
    namesEvent: true,
  },
  list: {
    name: "events.list",
    method: "GET",
    path: EVENTS,
    ...ON_CALENDAR,
    reads: true,
    divisible: true,
  },
  instances: {
    name: "events.instances",
    method: "GET",
    path: `${EVENT}/instances`,
    ...ON_EVENT,
    reads: true,
  },
  get: {
    name: "events.get",
    method: "GET",
    path: EVENT,
    ...ON_EVENT,
    ...EVENT_BACK,
    reads: true,
  },
  patch: {
    name: "events.patch",
    method: "PATCH",
    path: EVENT,
    ...ON_EVENT,
    ...EVENT_BACK,
    onlyOnce: true,
  },
  delete: { name: "events.delete", method: "DELETE", path: EVENT, ...ON_EVENT },
  freebusy: {
    name: "freebusy.query",
    method: "POST",
    path: "/freeBusy",
    pathParams: [],
    subject: "calendar",
    reads: true,
    divisible: true,
  },
};

type Library = typeof import("googleapis-common/build/src/apirequest.js");
let library: Promise<Library> | undefined;

/**
 * Starts loading what builds the library's requests, and nothing of its credentials and clients: it
 * takes as long as a database read, so the two go side by side. A failure is not remembered.
 */
export function loadGoogleLibrary(): Promise<Library> {
  library ??= import("googleapis-common/build/src/apirequest.js").catch((error) => {
    library = undefined;
    throw error;
  });
  return Deadline.in(LIBRARY_MS).wait(library);
}

/** A calendar client for one access token. Throws ApiError (AnswerTooLarge is one), InvalidAccessTokenError or EventIdTaken. */
export function googleCalendar(accessToken: string, context: CallContext): GoogleCalendar {
  const request = <T>(
    method: keyof typeof METHODS,
    params: object,
    { ifMatch }: Condition = {},
  ): Promise<T> => {
    let tries = 0;
    return withRetries(
      () => {
        tries++;
        return callOnce<T>(METHODS[method], params, ifMatch, accessToken, context);
      },
      {
        deadline: context.deadline,
        maxRetryAfterMs: MAX_RETRY_AFTER_MS,
        only: METHODS[method].onlyOnce && NOT_CARRIED_OUT,
      },
    ).catch((error) => {
      if (error instanceof InvalidAccessTokenError) error.afterOthers = tries > 1;
      throw error;
    });
  };
  return {
    events: {
      insert: (params) => request("insert", params),
      get: (params) => request("get", params),
      list: (params) => request("list", params),
      instances: (params) => request("instances", params),
      patch: (params, condition) => request("patch", params, condition),
      delete: (params, condition) => request("delete", params, condition),
    },
    freebusy: { query: (params) => request("freebusy", params) },
  };
}

/** A request as the library has built it. */
interface BuiltRequest {
  url: string;
  headers: Headers;
  /** The query, where there is one. */
  params?: object;
  paramsSerializer?: (params: object) => string;
  /** The body. */
  data?: object;
}

async function callOnce<T>(
  called: Method,
  params: object,
  ifMatch: string | undefined,
  accessToken: string,
  { deadline, log }: CallContext,
): Promise<T> {
  const { name, method, path, pathParams } = called;
  const { createAPIRequest } = await deadline.wait(loadGoogleLibrary());
  const divisible = called.divisible && (params as { maxResults?: number }).maxResults !== 1;
  log?.count(`google ${name}`);
  // What the library takes for the client that holds the token: it is given the request, to call with.
  const auth = {
    async request({ url, headers, params, paramsSerializer, data }: BuiltRequest) {
      headers.set("authorization", `Bearer ${accessToken}`);
      if (data) headers.set("content-type", "application/json");
      const answer = await callGoogle(
        params && paramsSerializer ? `${url}?${paramsSerializer(params)}` : url,
        { method, headers, body: data && JSON.stringify(data) },
        deadline.within(CALENDAR_MS),
        divisible ? MAX_PART_BYTES : MAX_ANSWER_BYTES,
      );
      return { data: answer };
    },
  };
  const parameters: APIRequestParams = {
    options: {
      url: googleEndpoint("calendar") + path,
      method,
      headers: ifMatch === undefined ? {} : { "if-match": ifMatch },
    },
    params,
    requiredParams: pathParams,
    pathParams,
    context: { _options: { auth: auth as never } },
  };
  let answer: GoogleAnswer;
  try {
    answer = (await createAPIRequest<GoogleAnswer>(parameters)).data;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // The library's own words may hold what it was given.
    throw new ApiError("internal_error", { cause: new Error(`${name}: the call was not made`) });
  }
  return readAnswer<T>(answer, called, params);
}

/** The parameters of a call, those in its body too. */
function parametersOf(params: { requestBody?: object }): Record<string, unknown> {
  return { ...params, ...params.requestBody };
}

function readAnswer<T>(
  { status, headers, text }: GoogleAnswer,
  called: Method,
  params: object,
): T {
  const { name, subject, reads, answersEvent, namesEvent } = called;
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
  if (status < 200 || status >= 300) {
    throw calendarError(status, headers, body, subject, reads && parametersOf(params));
  }
  if (typeof body !== "object" || body === null) throw malformed("a 200 without JSON");
  const { id } = body as { id?: unknown };
  if (answersEvent && (typeof id !== "string" || id === "")) throw malformed("an event without id");
  return body as T;
}
