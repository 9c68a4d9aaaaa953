/**
 * The whole OpenAPI document.
 *
 * @module
 */
import { z } from "zod";
import { ANSWERS } from "./answers.ts";
import { BODIES, type JsonSchema } from "./bodies.ts";
import {
  CALLER_PARAMETERS,
  headerParameter,
  pathParameters,
  queryParameters,
  REQUEST_ID,
} from "./parameters.ts";
import { failure, failuresOf, responsesOf } from "./responses.ts";
import { partsOf, type Route, ROUTES } from "../routes.ts";
import { VERSION } from "../version.ts";

const DESCRIPTION = `Connects a user's Google Calendar to a Supabase app.

Bodies are JSON in UTF-8, at most 64 KiB. Fields and parameters that are not listed are refused. The
platform's own parameters (\`forceFunctionRegion\`) may stand in any query and are ignored.
Every answer carries x-request-id. Every failure is one object, of which programs read \`code\`.

A path that is not listed answers 404 \`not_found\`; another method at a listed path, HEAD too,
answers 405 \`method_not_allowed\` with Allow (\`components.responses\`). OPTIONS answers 204.`;

const SECURITY: Record<NonNullable<Route["caller"]> | "user", Record<string, string[]>[]> = {
  user: [{ session: [] }],
  operator: [{ secretKey: [] }],
  anyone: [],
  google: [],
};
/** Either of the two. */
const SESSION_OR_KEY = [...SECURITY.user, ...SECURITY.operator];

function operation(key: string, route: Route) {
  const { operationId, summary, description, caller = "user", query, headers = [], body } = route;
  const { server = false } = route;
  const { path, name } = partsOf(key);
  return {
    operationId,
    summary,
    ...(description ? { description } : {}),
    tags: [name],
    security: server ? SESSION_OR_KEY : SECURITY[caller],
    parameters: [
      ...pathParameters(path),
      ...(query ? queryParameters(query) : []),
      ...(server && !body ? CALLER_PARAMETERS : []),
      ...headers.map(headerParameter),
      { $ref: "#/components/parameters/RequestId" },
    ],
    ...(body
      ? {
        requestBody: {
          required: !body.optional,
          content: {
            "application/json": { schema: { $ref: `#/components/schemas/${body.name}` } },
          },
        },
      }
      : {}),
    responses: responsesOf(route),
  };
}

function paths() {
  const all: Record<string, Record<string, unknown>> = {};
  for (const [key, route] of Object.entries(ROUTES)) {
    const { method, path } = partsOf(key);
    (all[path] ??= {})[method.toLowerCase()] = operation(key, route);
  }
  return all;
}

function answerSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" });
  return rest;
}

const HEADERS = {
  RequestId: { description: "The caller's, or a new one.", schema: { type: "string" } },
  RetryAfter: {
    description: "Seconds to wait before trying again.",
    schema: { type: "integer", minimum: 0 },
  },
  Allow: { description: "The methods of this path.", schema: { type: "string" } },
  WebAppAddress: {
    description:
      "The address stored with the state (the page at CONNECT_PATH if the state is unknown) with " +
      "?calendar=connected, or ?calendar=error&error=<CallbackError>; or " +
      "#calendar=confirm&confirmation=<secret> at the page at CONNECT_PATH, always of the web app itself. Paths are " +
      "below the web app's own path.",
    schema: { type: "string", format: "uri" },
  },
};

const SECURITY_SCHEMES = {
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A Supabase Auth access token of a signed-in user who is not anonymous.",
  },
  secretKey: {
    type: "apiKey",
    in: "header",
    name: "apikey",
    description:
      "A secret key of the project's. Never in a browser. Beside user_id it acts for that " +
      "user, whatever Authorization holds.",
  },
};

/** The document, the same for the same schemas. */
export function openApiDocument() {
  const { name: _, ...requestId } = REQUEST_ID;
  return {
    openapi: "3.1.1",
    info: {
      title: "Google Calendar for Supabase apps",
      version: VERSION,
      description: DESCRIPTION,
    },
    servers: [{
      url: "{supabase_url}/functions/v1",
      variables: { supabase_url: { default: "http://127.0.0.1:54321" } },
    }],
    tags: [...new Set(Object.keys(ROUTES).map((key) => partsOf(key).name))].map((name) => ({
      name,
    })),
    paths: paths(),
    components: {
      parameters: { RequestId: { name: REQUEST_ID.name, ...requestId } },
      headers: HEADERS,
      responses: {
        ...failuresOf(Object.values(ROUTES)),
        not_found: failure(["not_found"]),
        method_not_allowed: failure(["method_not_allowed"]),
      },
      schemas: {
        ...BODIES,
        ...Object.fromEntries(
          Object.entries(ANSWERS).map(([name, schema]) => [name, answerSchema(schema)]),
        ),
      },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/** As the file has it. */
export function openApiText(): string {
  return JSON.stringify(openApiDocument(), null, 2) + "\n";
}
