/**
 * CORS headers: which origins may call the functions from a browser, and which headers they may send and read.
 *
 * @module
 */
import type { WebSettings } from "../env.ts";
import { isAllowedOrigin } from "../origins.ts";

/**
 * The headers that `@supabase/supabase-js/cors` lists for the pinned version, and those that this API
 * reads. The list is a copy because loading the package's own would delay every start; a test compares
 * the two.
 */
const ALLOWED_HEADERS = [
  "authorization",
  "x-client-info",
  "apikey",
  "content-type",
  "x-retry-count",
  "traceparent",
  "tracestate",
  "baggage",
  // supabase-js sends it if a region is set for functions.
  "x-region",
  "idempotency-key",
  "if-match",
  "x-request-id",
].join(", ");

/** Chromium's own upper bound, in seconds. */
const PREFLIGHT_MAX_AGE = "7200";

/**
 * The CORS headers of every answer, errors and preflights included. If the origin is not allowed, or the
 * settings cannot be read, `Vary` is the only one: the browser then refuses the answer.
 */
export function corsHeaders(
  origin: string | undefined,
  settings: () => WebSettings,
): [name: string, value: string][] {
  const vary: [string, string] = ["vary", "Origin"];
  if (!origin) return [vary];
  try {
    if (!isAllowedOrigin(settings().allowedOrigins, origin)) return [vary];
  } catch {
    // The request itself reports the setting that is misconfigured.
    return [vary];
  }
  return [
    vary,
    ["access-control-allow-origin", origin],
    ["access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS"],
    ["access-control-allow-headers", ALLOWED_HEADERS],
    ["access-control-expose-headers", "x-request-id, retry-after"],
    ["access-control-max-age", PREFLIGHT_MAX_AGE],
  ];
}
