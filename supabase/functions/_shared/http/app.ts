/**
 * Makes every function's Hono app: request id, CORS, limits, one JSON error object, one log line. Only
 * this file and the function folders know Hono.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type * as z from "zod";
import { corsHeaders } from "./cors.ts";
import { ANSWER_MS, Deadline, REQUEST_MS } from "../deadlines.ts";
import { webSettings } from "../env.ts";
import { ApiError, toApiError } from "../errors.ts";
import { logRequest, RequestLog } from "../log.ts";
import { isTooLarge, readBytes } from "./requestBody.ts";
import { check, invalidRequest } from "./validation.ts";

/** What each request carries. */
export interface AppEnv {
  Variables: { requestId: string; deadline: Deadline; log: RequestLog };
}

/** What a route gets. */
export type AppContext = Context<AppEnv>;

/**
 * Parameters that are the platform's own: its clients add them to a function's address. They may stand
 * in any query, once or several times, and are never the caller's.
 * https://supabase.com/docs/guides/functions/regional-invocation
 */
const PLATFORM_PARAMETERS: ReadonlySet<string> = new Set(["forceFunctionRegion"]);

/** The caller's request id if it is one, else a new one. */
function requestIdOf(header: string | undefined): string {
  return header && /^[A-Za-z0-9_-]{1,64}$/.test(header) ? header : crypto.randomUUID();
}

/** An app whose routes are under `/<name>`, as the platform calls it. */
export function createApp(name: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });

  app.use("*", async (c, next) => {
    c.set("requestId", requestIdOf(c.req.header("x-request-id")));
    c.set("deadline", Deadline.in(REQUEST_MS - ANSWER_MS));
    c.set("log", new RequestLog(name, c.get("requestId")));
    // Before there is an answer: putting them on one that is there would make it anew.
    c.header("x-request-id", c.get("requestId"));
    c.header("cache-control", "no-store");
    for (const [header, value] of corsHeaders(c.req.header("origin"), webSettings)) {
      c.header(header, value, { append: header === "vary" });
    }
    const early = earlyAnswer(c);
    if (early) c.res = early;
    else await next();
    logRequest(c.get("log"), c.req.method, c.req.path, c.res.status);
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
    if (failure.retryAfter !== undefined) c.header("retry-after", String(failure.retryAfter));
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

/** The request's JSON body, checked. `optional` takes no body at all for `{}`. */
export async function readBody<T extends z.ZodType>(
  c: AppContext,
  schema: T,
  { optional = false } = {},
): Promise<z.output<T>> {
  const bytes = await readBytes(c.req.raw.body, c.var.deadline);
  if (optional && bytes.byteLength === 0) return check(schema, {});
  const mediaType = c.req.header("content-type")?.split(";")[0].trim().toLowerCase();
  if (mediaType !== "application/json") throw new ApiError("unsupported_media_type");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ApiError("invalid_json", { cause });
  }
  return check(schema, value);
}

/**
 * The request's query, checked. A parameter named in `repeatable` is a list; any other may stand once.
 * The platform's own parameters are left out.
 */
export function readQuery<T extends z.ZodType>(
  c: AppContext,
  schema: T,
  repeatable: readonly string[] = [],
): z.output<T> {
  const parameters = new URL(c.req.url).searchParams;
  // Without a prototype, so that `__proto__` is an unknown name like any other.
  const query: Record<string, string | string[]> = Object.create(null);
  const problems: { path: string; message: string }[] = [];
  for (const name of new Set(parameters.keys())) {
    if (PLATFORM_PARAMETERS.has(name)) continue;
    const values = parameters.getAll(name);
    if (repeatable.includes(name)) query[name] = values;
    else if (values.length === 1) query[name] = values[0];
    else problems.push({ path: name, message: "is given more than once" });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  return check(schema, query);
}
