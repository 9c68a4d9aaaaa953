/**
 * One request to a function: its JSON answer (nothing for a `204`), or a `CalendarError`. Never
 * anything else.
 *
 * @module
 */
import { CalendarError, noAnswer } from "./errors.ts";

/** What a client needs to know of the app it lives in. */
export interface TransportOptions {
  /** `${SUPABASE_URL}/functions/v1`, without a slash at the end. */
  functionsUrl: string;
  /** The project's publishable (or anon) key. */
  apikey: string;
  /** The signed-in person's access token, or null where nobody is signed in. */
  getAccessToken: () => Promise<string | null>;
  fetch?: typeof fetch;
  /** Milliseconds. The functions answer within 25 s; a little more is for the way. */
  timeout?: number;
}

/** One call: the path under the functions, and a JSON body where the route takes one. */
export type Transport = <T>(method: string, path: string, body?: object) => Promise<T>;

const ANSWER_WITHIN = 30_000;

/** Makes the one way in which requests are sent. */
export function createTransport(options: TransportOptions): Transport {
  const { functionsUrl, apikey, getAccessToken, timeout = ANSWER_WITHIN } = options;
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const token = await getAccessToken().catch((cause) => {
      throw noAnswer(cause);
    });
    if (token === null) {
      throw new CalendarError({ code: "unauthenticated", message: "Sign in first.", status: 401 });
    }
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, apikey };
    if (body) headers["content-type"] = "application/json";
    // Called through `globalThis` so that a browser's fetch keeps its receiver.
    const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    let response: Response;
    let text: string;
    try {
      response = await send(functionsUrl + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(timeout),
        // A deletion outlives the page: it is asked for when the time to undo it is over.
        keepalive: method === "DELETE",
      });
      text = await response.text();
    } catch (cause) {
      throw noAnswer(cause);
    }
    if (response.status === 204) return undefined as T;
    const answer = parseObject(text);
    if (response.ok && answer) return answer as T;
    throw failure(response, answer);
  };
}

function failure(response: Response, answer: Record<string, unknown> | null): CalendarError {
  const { headers, status } = response;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const retry_after = Number.isFinite(seconds) ? seconds : null;
  const request_id = asText(answer?.request_id) ?? headers.get("x-request-id");
  // A gateway's own page, or a success that is no JSON, says nothing that a person could use.
  const code = response.ok ? null : asText(answer?.code);
  if (!answer || !code) {
    const message = "The answer was not the expected one.";
    return new CalendarError({
      code: "unexpected_answer",
      message,
      status,
      retry_after,
      request_id,
    });
  }
  return new CalendarError({
    code,
    message: asText(answer.message) ?? "The request failed.",
    details: answer.details,
    hint: asText(answer.hint),
    request_id,
    status,
    retry_after,
  });
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
