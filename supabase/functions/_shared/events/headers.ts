/**
 * Reads values that can be in a header, or in the body or query because a platform may drop headers. A
 * value that is in both must be the same.
 *
 * @module
 */
import type * as z from "zod";
import { invalidRequest } from "../http/validation.ts";
import { etag, idempotencyKey } from "./eventFields.ts";

/** The request with the `Idempotency-Key` header's key. Throws `invalid_request` if the key is malformed, or differs from the body's. */
export function withHeaderKey<T extends { idempotency_key?: string }>(
  request: T,
  header: string | undefined,
): T {
  return withHeader(request, "idempotency_key", header, idempotencyKey);
}

/** The request with the `If-Match` header's etag. Throws `invalid_request` if the etag is malformed, or differs from the request's. */
export function withHeaderEtag<T extends { if_match?: string }>(
  request: T,
  header: string | undefined,
): T {
  return withHeader(request, "if_match", header, etag);
}

function withHeader<T extends { [K in Name]?: string }, Name extends string>(
  request: T,
  name: Name,
  header: string | undefined,
  schema: z.ZodType<string>,
): T {
  if (header === undefined) return request;
  const invalid = (message: string) => invalidRequest([{ path: name, message }]);
  const parsed = schema.safeParse(header);
  if (!parsed.success) throw invalid(parsed.error.issues[0]!.message);
  if (request[name] !== undefined && request[name] !== header) {
    throw invalid("is not the same in the header and beside it");
  }
  return { ...request, [name]: header };
}
