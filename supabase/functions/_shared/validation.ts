/**
 * Checks a value against a schema; every problem is told, in the caller's own field names.
 *
 * @module
 */
import type { z } from "zod";
import { ApiError } from "./errors.ts";

/** The value as the schema gives it. Throws `invalid_request` with one entry per problem. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError("invalid_request", {
    details: result.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
          path: [...issue.path, key].join("."),
          message: "is not a field of this request",
        }))
        : [{ path: issue.path.join("."), message: issue.message }]
    ),
  });
}
