/**
 * Reads the two fields that every route of a user's calendar takes beside its own: `user_id`, the user that
 * the server acts for, and `account_id`, the Google account that is meant. They are in the query of a GET, a
 * PUT or a DELETE, and in the body of a POST or a PATCH. No schema of a route has them. This file does not load
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

/** What is wrong with a field's value, which may be undefined; undefined if nothing is. */
export type Check = (value: unknown) => string | undefined;

/** The two fields, and the query's others, which are those that are checked. Throws `invalid_request`. */
export function readCallerFields(
  c: AppContext,
  checks: Record<string, Check> = {},
): CallerFields & { others: Record<string, unknown> } {
  return checked(readParameters(c), checks);
}

/** The same of a body. With `optional`, a missing body is `{}`. Throws what `readBody` throws. */
export async function readCallerBody(
  c: AppContext,
  checks: Record<string, Check>,
  options: { optional?: boolean } = {},
): Promise<CallerFields & { others: Record<string, unknown> }> {
  const body = await readJson(c, options);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalidRequest([{ path: "", message: "must be a JSON object" }]);
  }
  return checked(body as Record<string, unknown>, checks);
}

function checked(given: Record<string, unknown>, checks: Record<string, Check>) {
  const { fields, problems } = take(given);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(checks, name)) problems.push(unknownField(name));
  }
  for (const [name, check] of Object.entries(checks)) {
    const message = check(Object.hasOwn(given, name) ? given[name] : undefined);
    if (message !== undefined) problems.push({ path: name, message });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  return { ...fields, others: given };
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
