/**
 * Reads the two fields that every route of a user's calendar takes beside its own: `user_id`, the user that
 * the server acts for, and `account_id`, the Google account that is meant. They are in the query of a GET or
 * a DELETE, and in the body of a POST or a PATCH. No schema of a route has them. This file does not load
 * zod, because some routes take nothing else.
 *
 * @module
 */
import type * as z from "zod";
import type { Problem } from "../errors.ts";
import { isUuid } from "../uuid.ts";
import { type AppContext, readJson, readParameters } from "./app.ts";
import { invalidRequest, unknownField, validate } from "./validation.ts";

/** Both in lower case. Undefined: not given. */
export interface CallerFields {
  userId: string | undefined;
  /** Undefined: the user's default account. */
  accountId: string | undefined;
}

/** The two fields, and the query without them as the schema returns it. Throws what `readQuery` throws. */
export function readQueryFor<T extends z.ZodType>(
  c: AppContext,
  schema: T,
  repeatable: readonly string[] = [],
): CallerFields & { query: z.output<T> } {
  const query = readParameters(c, repeatable);
  const { fields, problems } = take(query);
  return { ...fields, query: validate(schema, query, problems) };
}

/** The two fields of a route whose query has no others. Throws `invalid_request`. */
export function readCallerFields(c: AppContext): CallerFields {
  const query = readParameters(c);
  const { fields, problems } = take(query);
  problems.push(...Object.keys(query).map(unknownField));
  if (problems.length > 0) throw invalidRequest(problems);
  return fields;
}

/** The two fields, and the body without them as the schema returns it. Throws what `readBody` throws. */
export async function readBodyFor<T extends z.ZodType>(
  c: AppContext,
  schema: T,
): Promise<CallerFields & { body: z.output<T> }> {
  const body = await readJson(c);
  const { fields, problems } = take(body);
  return { ...fields, body: validate(schema, body, problems) };
}

/** Takes the two fields out of the value, if it is an object. */
function take(value: unknown): { fields: CallerFields; problems: Problem[] } {
  const problems: Problem[] = [];
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const uuid = (name: string): string | undefined => {
    const id = Object.hasOwn(given, name) ? given[name] : undefined;
    delete given[name];
    if (typeof id === "string" && isUuid(id)) return id.toLowerCase();
    if (id !== undefined) problems.push({ path: name, message: "must be a UUID" });
  };
  // An event that was read may have null, as it may for its calendar.
  if (given.account_id === null) delete given.account_id;
  return { fields: { userId: uuid("user_id"), accountId: uuid("account_id") }, problems };
}
