/**
 * Calls the Calendar API through `googleapis-common`. The library builds the request, and hands it to the
 * platform's `fetch`: nothing else refreshes, retries or follows a redirect. The library's own client,
 * which uses Node's HTTP client, is never created.
 *
 * @module
 */
import type { APIRequestParams } from "googleapis-common";
import type { CallContext } from "../context.ts";
import { CALENDAR_MS, Deadline, LIBRARY_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle, type GoogleAnswer } from "./fetch.ts";

// A path inside the package, because its entry point also loads credentials and clients. After an upgrade
// that moves the file, `deno task check` fails; after one that builds requests in another way,
// tests/functions/calendar_events_test.ts fails.
type Library = typeof import("googleapis-common/build/src/apirequest.js");
let loading: Promise<Library> | undefined;
let loaded: Library | undefined;

/**
 * Starts to load the part of the library that builds requests. That takes as long as a database read,
 * so callers do both at the same time. A failure is not remembered. Throws a `TimeoutError` after
 * `LIBRARY_MS`.
 */
export function loadGoogleLibrary(): Promise<Library> {
  loading ??= import("googleapis-common/build/src/apirequest.js").then(
    (library) => loaded = library,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  // A time limit costs a timer, which every request would pay for.
  return loaded ? loading : Deadline.in(LIBRARY_MS).race(loading);
}

/** One call of a Calendar method. */
export interface LibraryCall {
  /** Google's own name for the method, for the log. */
  name: string;
  method: string;
  /** Below `/calendar/v3`, with `{parameters}`. */
  path: string;
  /** The parameters by Google's names, those of the path included. */
  params: object;
  ifMatch: string | undefined;
  accessToken: string;
  maxBytes: number;
}

/** A request as the library has built it. */
interface BuiltRequest {
  url: string;
  headers: Headers;
  /** The query, if there is one. */
  params?: object;
  paramsSerializer?: (params: object) => string;
  /** The body. */
  data?: object;
}

/**
 * Google's answer, of any status. Throws as `callGoogle` does, or `internal_error` if the library cannot
 * build the request.
 */
export async function callThroughLibrary(
  { name, method, path, params, ifMatch, accessToken, maxBytes }: LibraryCall,
  context: CallContext,
): Promise<GoogleAnswer> {
  const { createAPIRequest } = loaded ?? await context.deadline.race(loadGoogleLibrary());
  // The library takes this for the client that holds the credentials, and gives it the built request.
  const auth = {
    async request({ url, headers, params, paramsSerializer, data }: BuiltRequest) {
      headers.set("authorization", `Bearer ${accessToken}`);
      if (data) headers.set("content-type", "application/json");
      const answer = await callGoogle({
        name,
        url: params && paramsSerializer ? `${url}?${paramsSerializer(params)}` : url,
        method,
        headers,
        body: data && JSON.stringify(data),
        timeoutMs: CALENDAR_MS,
        maxBytes,
      }, context);
      return { data: answer };
    },
  };
  const pathParams = path.match(/(?<=\{)\w+(?=\})/g) ?? [];
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
  try {
    return (await createAPIRequest<GoogleAnswer>(parameters)).data;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // The library's message may hold what it was given.
    throw new ApiError("internal_error", { cause: new Error(`${name}: the call was not made`) });
  }
}
