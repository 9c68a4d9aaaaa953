/**
 * Creates each function's Hono app, with request id, CORS, limits, one JSON error object and one log line.
 * Only this file and the function folders import Hono.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { routePath } from "hono/route";
import type * as z from "zod";
import { corsHeaders } from "./cors.ts";
import { ANSWER_MS, Deadline, REQUEST_MS } from "../deadlines.ts";
import { webSettings } from "../env.ts";
import { ApiError, toApiError } from "../errors.ts";
import { logRequest, RequestLog } from "../log.ts";
import { isTooLarge, readBytes } from "./requestBody.ts";
import { invalidRequest, validate } from "./validation.ts";

/** The variables of each request. */
export interface AppEnv {
  Variables: { requestId: string; deadline: Deadline; log: RequestLog };
}

/** The context that a route gets. */
export type AppContext = Context<AppEnv>;

/**
 * Parameters that the platform's clients add to a function's address. Any query may have them, once or
 * several times; they are never the caller's own.
 * https://supabase.com/docs/guides/functions/regional-invocation
 */
const PLATFORM_PARAMETERS: ReadonlySet<string> = new Set(["forceFunctionRegion"]);

/** The caller's request id if it is valid, else a new one. */
function requestIdOf(header: string | undefined): string {
  return header && /^[A-Za-z0-9_-]{1,64}$/.test(header) ? header : crypto.randomUUID();
}

/**
 * An app whose routes are under `/<name>`, as the platform calls it. A route may throw any error: an
 * ApiError answers with its code, every other error with `internal_error`.
 *
 * @example
 * ```ts
 * const app = createApp("hello");
 * app.get("/users/:user", async (c) => {
 *   const { userId } = await signedIn(c);
 *   return c.json({ userId });
 * });
 * export default app;
 * ```
 */
export function createApp(name: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });

  app.use("*", async (c, next) => {
    c.set("requestId", requestIdOf(c.req.header("x-request-id")));
    c.set("deadline", Deadline.in(REQUEST_MS - ANSWER_MS));
    c.set("log", new RequestLog(name, c.get("requestId")));
    // The headers are set before the response exists; setting them later makes Hono copy the response.
    c.header("x-request-id", c.get("requestId"));
    c.header("cache-control", "no-store");
    for (const [header, value] of corsHeaders(c.req.header("origin"), webSettings)) {
      c.header(header, value, { append: header === "vary" });
    }
    const early = earlyAnswer(c);
    if (early) c.res = early;
    else await next();
    logRequest(c.get("log"), c.req.method, routePath(c, -1), c.res.status);
  });

  app.onError((thrown, c) => answerFailure(c, toApiError(thrown)));
  app.notFound((c) => {
    const code = allowedMethods(app, c.req.path).length ? "method_not_allowed" : "not_found";
    return answerFailure(c, new ApiError(code));
  });
  return app.basePath(`/${name}`);

  /** The answer to a request that no route has to see. Not middlewares: each costs every request. */
  function earlyAnswer(c: AppContext): Response | undefined {
    // A preflight needs no token, and its answer is the same for every route.
    if (c.req.method === "OPTIONS") return c.body(null, 204);
    // Hono answers HEAD by running the GET route, which may spend a state.
    if (c.req.method === "HEAD") return answerFailure(c, new ApiError("method_not_allowed"));
    if (isTooLarge(c.req.header("content-length"))) {
      return answerFailure(c, new ApiError("body_too_large"));
    }
  }

  function answerFailure(c: AppContext, failure: ApiError): Response {
    c.get("log").failure = failure;
    const retryAfter = failure.retryAfterHeader();
    if (retryAfter !== undefined) c.header("retry-after", String(retryAfter));
    if (failure.code === "method_not_allowed") {
      c.header("allow", [...allowedMethods(app, c.req.path), "OPTIONS"].join(", "));
    }
    return c.json(failure.toBody(c.get("requestId")), failure.status);
  }
}

/** The methods that have a route at this path. */
function allowedMethods(app: Hono<AppEnv>, path: string): string[] {
  const matching = app.routes.filter((route) =>
    route.method !== "ALL" &&
    new URLPattern({ pathname: `${route.path.replace(/\/$/, "")}{/}?` }).test({ pathname: path })
  );
  return [...new Set(matching.map((route) => route.method))];
}

/**
 * The request's JSON body as the schema returns it. With `optional`, a missing body is `{}`. Throws
 * `unsupported_media_type`, `invalid_json`, `body_too_large` or `invalid_request`.
 */
export async function readBody<T extends z.ZodType>(
  c: AppContext,
  schema: T,
  options: { optional?: boolean } = {},
): Promise<z.output<T>> {
  return validate(schema, await readJson(c, options));
}

/** The request's JSON body, unchecked. Throws what `readBody` throws but `invalid_request`. */
export async function readJson(c: AppContext, { optional = false } = {}): Promise<unknown> {
  const bytes = await readBytes(c.req.raw.body, c.var.deadline);
  if (optional && bytes.byteLength === 0) return {};
  const mediaType = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") throw new ApiError("unsupported_media_type");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ApiError("invalid_json", { cause });
  }
}

/**
 * The request's query as the schema returns it, without the platform's own parameters. A parameter that
 * `repeatable` names is a list; every other may be given once. Throws `invalid_request`.
 */
export function readQuery<T extends z.ZodType>(
  c: AppContext,
  schema: T,
  repeatable: readonly string[] = [],
): z.output<T> {
  return validate(schema, readParameters(c, repeatable));
}

/** The request's query, unchecked. Throws `invalid_request` for a parameter that is given too often. */
export function readParameters(
  c: AppContext,
  repeatable: readonly string[] = [],
): Record<string, string | string[]> {
  const parameters = new URL(c.req.url).searchParams;
  // The object has no prototype, so that `__proto__` is an unknown name like any other.
  const query: Record<string, string | string[]> = Object.create(null);
  const problems: { path: string; message: string }[] = [];
  for (const name of new Set(parameters.keys())) {
    if (PLATFORM_PARAMETERS.has(name)) continue;
    const [value = "", ...others] = parameters.getAll(name);
    if (repeatable.includes(name)) query[name] = [value, ...others];
    else if (others.length === 0) query[name] = value;
    else problems.push({ path: name, message: "is given more than once" });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  return query;
}
