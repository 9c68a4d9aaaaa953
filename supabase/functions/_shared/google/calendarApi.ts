/**
 * The Calendar API, with methods named and typed as Google's: repeats a call if that helps, and reads
 * Google's answer.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { MAX_RETRY_AFTER_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { calendarError, InvalidAccessTokenError } from "./calendarErrors.ts";
import { type Condition, type GoogleCalendar, type Method, METHODS } from "./calendarMethods.ts";
import { type GoogleAnswer, MAX_ANSWER_BYTES, MAX_PART_BYTES } from "./fetch.ts";
import { callThroughLibrary } from "./library.ts";
import { NOT_CARRIED_OUT, withRetries } from "./retry.ts";

/** Makes one call of a method with an access token of its choice, more than once if Google refuses a token. */
export type Send = <T>(
  call: (accessToken: string) => Promise<T>,
  method: Method,
) => Promise<T>;

interface Call {
  /** Google's own name for the method, for instance `events.insert`. */
  name: string;
  method: Method;
  params: object;
  condition?: Condition;
}

/**
 * A calendar client whose calls are made by `send`. Each method throws ApiError (AnswerTooLarge is one),
 * InvalidAccessTokenError or EventIdTaken.
 */
export function googleCalendar(send: Send, context: CallContext): GoogleCalendar {
  const bind = (name: string, method: Method) => (params: object, condition?: Condition) =>
    send((token) => call({ name, method, params, condition }, token, context), method);
  const groups = Object.entries(METHODS).map(([group, methods]) => [
    group,
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, bind(`${group}.${name}`, method)]),
    ),
  ]);
  return Object.fromEntries(groups);
}

async function call<T>(called: Call, accessToken: string, context: CallContext): Promise<T> {
  let tries = 0;
  try {
    return await withRetries(() => {
      tries++;
      return callOnce<T>(called, accessToken, context);
    }, {
      deadline: context.deadline,
      maxRetryAfterMs: MAX_RETRY_AFTER_MS,
      only: called.method.onlyOnce && NOT_CARRIED_OUT,
    });
  } catch (error) {
    if (error instanceof InvalidAccessTokenError) error.afterOthers = tries > 1;
    throw error;
  }
}

async function callOnce<T>(called: Call, accessToken: string, context: CallContext): Promise<T> {
  const { name, method, params, condition } = called;
  const isOne = (params as { maxResults?: number }).maxResults === 1;
  const mostOfMany = condition?.maxBytes ?? (method.divisible ? MAX_PART_BYTES : MAX_ANSWER_BYTES);
  const answer = await callThroughLibrary({
    name,
    method: method.httpMethod,
    path: method.path,
    params,
    ifMatch: condition?.ifMatch,
    accessToken,
    maxBytes: isOne ? MAX_ANSWER_BYTES : mostOfMany,
  }, context);
  return readAnswer<T>(answer, called);
}

/** The parameters of a call, those in its body too. */
function parametersOf(params: { requestBody?: object }): Record<string, unknown> {
  return { ...params, ...params.requestBody };
}

function readAnswer<T>({ status, headers, text }: GoogleAnswer, called: Call): T {
  const { name, params, method: { path, reads, returnsEvent, creates } } = called;
  const malformed = (what: string) =>
    new ApiError("google_bad_response", { cause: new Error(`${name}: ${what}`) });
  if (status === 204) return undefined as T;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // An error may have any body. A success without JSON is malformed: see below.
  }
  if (status === 409 && !creates) throw malformed("a 409");
  if (status < 200 || status >= 300) {
    const subject = path.includes("{eventId}") ? "event" : "calendar";
    throw calendarError(status, headers, body, subject, reads && parametersOf(params));
  }
  if (typeof body !== "object" || body === null) throw malformed("a 200 without JSON");
  const { id } = body as { id?: unknown };
  if (returnsEvent && (typeof id !== "string" || id === "")) throw malformed("an event without id");
  return body as T;
}
