/**
 * Reads the JSON body of a call to Calendar v3.
 *
 * @module
 */
import type { Context } from "hono";
import { ApiError } from "./apiError.ts";
import { parseJson } from "./eventBody.ts";

/** Returns the body. Throws 400 `parseError` if it is not a JSON object. */
export async function jsonBody(c: Context): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new ApiError(400, "parseError", "This API does not support parsing form-encoded input.");
  }
  return parseJson(await c.req.text());
}
