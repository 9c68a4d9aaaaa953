/**
 * A request to each route that the route's own checks accept, made from the schemas in `openapi.json`.
 *
 * @module
 */
import { BODIES, type JsonSchema } from "./openapi/bodies.ts";
import { pathParameters, queryParameters } from "./openapi/parameters.ts";
import type { ErrorCode } from "../supabase/functions/_shared/errors.ts";
import { partsOf, ROUTES } from "./routes.ts";

export interface SampleRequest {
  method: string;
  /** From the function's name on, with its query: `/get-resource/users/me/...`. */
  path: string;
  /** Undefined if the route takes none. */
  body?: unknown;
}

/** The schema of a body. Throws if there is none of this name. */
function bodyNamed(name: string): JsonSchema {
  const schema = BODIES[name];
  if (!schema) throw new Error(`tasks/openapi/bodies.ts has no ${name}`);
  return schema;
}

/** The smallest value that a schema takes: its example, or only what it requires. */
function sampleOf(schema: JsonSchema): unknown {
  const { $ref, oneOf, examples, type, format, required = [], properties = {} } = schema as {
    $ref?: string;
    oneOf?: [JsonSchema, ...JsonSchema[]];
    examples?: unknown[];
    type?: string | string[];
    format?: string;
    required?: string[];
    properties?: Record<string, JsonSchema>;
  };
  if ($ref !== undefined) return sampleOf(bodyNamed($ref.split("/").at(-1)!));
  if (oneOf !== undefined) return sampleOf(oneOf[0]);
  if (examples !== undefined) return examples[0];
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (format === "uuid") return "00000000-0000-4000-8000-000000000000";
  switch ([type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(properties).filter(([name]) => required.includes(name))
          .map(([name, property]) => [name, sampleOf(property)]),
      );
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    default:
      return "abc";
  }
}

/** The sample for a route of the table, by its `METHOD path`. */
export function sampleRequest(key: string): SampleRequest {
  const route = ROUTES[key];
  if (!route) throw new Error(`tasks/routes.ts has no ${key}`);
  const { query, body } = route;
  const { method, path } = partsOf(key);
  const values = new Map(pathParameters(path).map(({ name, schema }) => [name, sampleOf(schema)]));
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => String(values.get(name)));
  const search = new URLSearchParams(
    (query ? queryParameters(query) : []).filter(({ required }) => required)
      .map(({ name, schema }) => [name, String(sampleOf(schema))]),
  );
  return {
    method,
    path: search.size > 0 ? `${filled}?${search}` : filled,
    ...body ? { body: sampleOf(bodyNamed(body.name)) } : {},
  };
}

/** The function that a route belongs to. */
export function functionOf(key: string): string {
  return partsOf(key).name;
}

/** A request, and how it is refused. */
export interface GuardedRequest extends SampleRequest {
  refusal: { status: number; code: ErrorCode };
}

const UNAUTHENTICATED = { status: 401, code: "unauthenticated" } as const;
/** To a caller who is not Google. */
const UNKNOWN = { status: 404, code: "not_found" } as const;

/** A request that each function refuses to a caller without credentials, by function. */
export function guardedRequests(): Record<string, GuardedRequest> {
  const guarded = Object.entries(ROUTES).filter(([, { caller }]) => caller !== "anyone")
    .map(([key]) => key);
  const first = new Map(
    guarded.toReversed().map((key) => {
      const refusal = ROUTES[key]!.caller === "google" ? UNKNOWN : UNAUTHENTICATED;
      return [functionOf(key), { ...sampleRequest(key), refusal }];
    }),
  );
  return Object.fromEntries([...first].sort());
}
