/**
 * What an operation answers: its successes, and its failures by status, each with its codes.
 *
 * @module
 */
import { type ErrorCode, ERRORS } from "../../supabase/functions/_shared/errors.ts";
import type { JsonSchema } from "./bodies.ts";
import type { Route } from "../routes.ts";

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const json = (schema: JsonSchema) => ({ "application/json": { schema } });
const REQUEST_ID = { "x-request-id": ref("headers", "RequestId") };

/** An answer with the flat error object and one of these codes. */
export function failure(codes: ErrorCode[]) {
  const has = (...statuses: number[]) => codes.some((code) => statuses.includes(ERRORS[code][0]));
  const waits = has(503, 429) && { "Retry-After": ref("headers", "RetryAfter") };
  const allow = has(405) && { Allow: ref("headers", "Allow") };
  return {
    description: codes.map((code) => `${code}: ${ERRORS[code][1]}`).join(" "),
    headers: { ...REQUEST_ID, ...waits || {}, ...allow || {} },
    content: json({
      allOf: [ref("schemas", "Error"), { properties: { code: { enum: codes } } }],
    }),
  };
}

function success([status, description, body]: Route["successes"][number]) {
  const redirects = status === 303 && { Location: ref("headers", "WebAppAddress") };
  return {
    description,
    headers: { ...REQUEST_ID, ...redirects || {} },
    ...(body ? { content: json(ref("schemas", body)) } : {}),
  };
}

/** The codes of a route, by status. */
function byStatus({ errors }: Route): [status: string, codes: ErrorCode[]][] {
  return [...Map.groupBy(new Set(errors), (code) => String(ERRORS[code][0]))];
}

/** A failure is named by its codes, so that a route tells them where it refers to them. */
const nameOf = (codes: ErrorCode[]) => codes.join(".");

/** By status. */
export function responsesOf(route: Route): Record<string, unknown> {
  return Object.fromEntries([
    ...route.successes.map((one) => [String(one[0]), success(one)]),
    ...byStatus(route).map(([status, codes]) => [status, ref("responses", nameOf(codes))]),
  ]);
}

/** Every failure that some route refers to, by name. */
export function failuresOf(routes: Route[]): Record<string, unknown> {
  const all = routes.flatMap(byStatus).map(([, codes]) => [nameOf(codes), failure(codes)]);
  return Object.fromEntries(all.toSorted());
}
