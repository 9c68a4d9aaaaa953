/**
 * What stands in paths, queries and headers.
 *
 * @module
 */
import { z } from "zod";
import { etag, idempotencyKey } from "../../supabase/functions/_shared/events/eventFields.ts";
import { inputSchema, type JsonSchema } from "./bodies.ts";
import { FIELDS } from "./fields.ts";

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description: string;
  schema: JsonSchema;
  explode?: boolean;
}

const IN_PATH: Record<string, Omit<Parameter, "name" | "in" | "required">> = {
  user: {
    description:
      "me, or a google_id of the user's that the request acts for. Any other answers user_not_found.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$", examples: ["me"] },
  },
  event_id: {
    description: "An event, a series, or one occurrence of a series.",
    schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,1024}$" },
  },
  calendar_id: {
    description: "primary, or the id of another calendar of the account's.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$", examples: ["primary"] },
  },
  resource_id: {
    description: "One of the caller's resources.",
    schema: { type: "string", format: "uuid" },
  },
};

const DATE_TIME = { format: "date-time" };

/** What a parameter means, and what is added to the schema that checks it. */
const IN_QUERY: Record<string, [description: string, more?: JsonSchema]> = {
  time_min: [
    "RFC 3339 with an offset, in the years 1 to 9999. Events that end later.",
    { ...DATE_TIME, examples: ["2026-08-01T00:00:00Z"] },
  ],
  time_max: [
    "RFC 3339 with an offset, after time_min. Events that start earlier.",
    { ...DATE_TIME, examples: ["2026-09-01T00:00:00Z"] },
  ],
  state: ["What oauth-initiate sent to Google."],
  code: ["Google's, where the person agreed."],
  error: ["Google's, where the person did not."],
  iss: ["Google's name for itself (RFC 9207). Any other is refused."],
  q: ["Words to look for in an event's texts."],
  resource_id: ["Only events that were made for this resource."],
  calendar_id: ["primary, or the id of another calendar of the user's."],
  all: ["true disconnects every account."],
  event_type: ["Only events of these types."],
  single_events: [
    "false: series come as one event, instead of their occurrences by start; beside them the " +
    "occurrences that were changed or cancelled, the latter with status cancelled and little more " +
    "than recurring_event_id and original_start.",
  ],
  limit: [
    "Events on one page, at most. A page that would be too large has fewer, and a next_page_token.",
  ],
  page_token: [
    "The next_page_token of the page before. All other parameters must be as they were.",
  ],
  send_updates: [FIELDS.send_updates.description],
  if_match: [FIELDS.if_match.description],
  scope: [FIELDS.scope.description],
  minimum_minutes: ["The shortest free slot to tell of. 1 if left out."],
  source: [
    "Who is asked. mirror: the calendars' copy in the database, without a call to Google; each must be " +
    "mirrored, live, and mirrored for all of the time.",
  ],
  time_zone: ["The IANA zone that the answer's times are written in, in any case.", {
    examples: ["America/Los_Angeles"],
  }],
};

/** What Google's redirect carries: whatever it is, it leads to the web app. */
export const redirectQuery = z.object({
  state: z.string().optional(),
  code: z.string().optional(),
  error: z.string().optional(),
  iss: z.string().optional(),
});

const HEADERS: Record<string, { description: string; schema: JsonSchema }> = {
  "Idempotency-Key": {
    description: FIELDS.idempotency_key.description.replace(
      "as the Idempotency-Key header does",
      "as idempotency_key in the body does",
    ).replace("the header", "the field"),
    schema: inputSchema(idempotencyKey),
  },
  "If-Match": {
    description: "The same as if_match in the body or query; equal to it if both are given.",
    schema: inputSchema(etag),
  },
};

/** Every request may name itself. */
export const REQUEST_ID: Parameter = {
  name: "x-request-id",
  in: "header",
  description: "Comes back with the answer, and stands in the log. Anything else is replaced.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
};

/** What a table says of a parameter. Throws if it says nothing. */
function described<T>(table: Record<string, T>, name: string): T {
  const found = table[name];
  if (!found) throw new Error(`tasks/openapi/parameters.ts does not describe ${name}`);
  return found;
}

/** The parameters of a path such as `/users/{user}`. */
export function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(/(?<=\{)\w+(?=\})/g)].map(([name]) => ({
    name,
    in: "path",
    required: true,
    ...described(IN_PATH, name),
  }));
}

export function headerParameter(name: string): Parameter {
  return { name, in: "header", ...described(HEADERS, name) };
}

/** What every query of a user's calendar takes beside its own parameters. */
export const CALLER_PARAMETERS: Parameter[] = (["user_id", "account_id"] as const).map((name) => {
  const { description, ...schema } = FIELDS[name];
  return { name, in: "query", description, schema: { type: "string", ...schema } };
});

/** The parameters that a query's schema takes. In a query a number is text, so the schema is that of what comes out. */
export function queryParameters(query: z.ZodObject): Parameter[] {
  const { properties } = z.toJSONSchema(query, { io: "output" }) as {
    properties: Record<string, JsonSchema>;
  };
  const { required = [] } = inputSchema(query) as { required?: string[] };
  return Object.entries(properties).map(([name, property]) => {
    const [description, more] = described(IN_QUERY, name);
    return {
      name,
      in: "query",
      ...(required.includes(name) ? { required: true } : {}),
      description,
      ...(property.type === "array" ? { explode: true } : {}),
      schema: { ...property, ...more },
    };
  });
}
