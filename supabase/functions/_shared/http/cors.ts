/**
 * Which origins may call the functions from a browser, and what they may send and read.
 *
 * @module
 */
import type { WebSettings } from "../env.ts";
import { isAllowedOrigin } from "../origins.ts";

/**
 * What `@supabase/supabase-js/cors` lists for the pinned version, and what this API reads besides. The
 * list stands here because loading the package's own would delay every start; a test compares the two.
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
 * The CORS headers of an answer, errors and preflights alike. An origin that is not allowed, or
 * settings that cannot be read, get none but `Vary`: the browser then refuses the answer.
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
    // The request itself answers what is misconfigured.
    return [vary];
  }
  return [
    vary,
    ["access-control-allow-origin", origin],
    ["access-control-allow-methods", "GET, POST, PATCH, DELETE, OPTIONS"],
    ["access-control-allow-headers", ALLOWED_HEADERS],
    ["access-control-expose-headers", "x-request-id, retry-after"],
    ["access-control-max-age", PREFLIGHT_MAX_AGE],
  ];
}
