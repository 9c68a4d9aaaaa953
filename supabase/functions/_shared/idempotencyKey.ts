/**
 * The idempotency key of a request: in the header or in the body, and the same if in both.
 *
 * @module
 */
import { ApiError } from "./errors.ts";
import { idempotencyKey } from "./eventSchema.ts";

/** The body with the header's key. Throws `invalid_request` where a key is malformed or the two differ. */
export function withHeaderKey<T extends { idempotency_key?: string }>(
  body: T,
  header: string | undefined,
): T {
  if (header === undefined) return body;
  const parsed = idempotencyKey.safeParse(header);
  if (!parsed.success) throw invalid(parsed.error.issues[0].message);
  if (body.idempotency_key !== undefined && body.idempotency_key !== header) {
    throw invalid("is not the same in the header and in the body");
  }
  return { ...body, idempotency_key: header };
}

function invalid(message: string): ApiError {
  return new ApiError("invalid_request", { details: [{ path: "idempotency_key", message }] });
}
