/**
 * `docs/api.md`, made from the OpenAPI document: every route with its parameters, body, answers and
 * error codes, and every shape once.
 *
 * @module
 */

import {
  anchorOf,
  cell,
  isObject,
  type Json,
  nameOf,
  shape,
  type Shapes,
  table,
  typeOf,
} from "./pageShapes.ts";

const INTRODUCTION = `# The HTTP API

\`deno task openapi\` writes this page and [openapi.json](../openapi.json) from the schemas that check
the requests. Do not edit it.

The routes are below \`\${SUPABASE_URL}/functions/v1\`. Each says which credential it takes: the
user's session in \`Authorization: Bearer <Supabase access token>\`, or a secret key of the project in
\`apikey\` and the \`user_id\` to act for ([server.md](server.md)). \`{user}\` is \`me\` or one of that
user's own Google ids. Bodies are JSON in UTF-8, 64 KiB at most. Unknown
fields and parameters are refused. Every answer carries \`x-request-id\`.

\`\`\`sh
curl "$SUPABASE_URL/functions/v1/create-calendar-event/users/me/calendar/events" \\
  -H "Authorization: Bearer $ACCESS_TOKEN" -H "Content-Type: application/json" \\
  -d '{
    "summary": "Lecture 5",
    "start_datetime": "2026-08-15T09:00:00-07:00",
    "end_datetime": "2026-08-15T10:00:00-07:00"
  }'
\`\`\`

Every failure is one JSON object. Programs read \`code\`; [errors.md](errors.md) says what to do on
each code.

\`\`\`json
{
  "code": "calendar_not_connected",
  "message": "Connect Google Calendar first.",
  "details": null,
  "hint": "POST /oauth-initiate",
  "request_id": "0b5c1f6e-3f3c-4f0e-9a53-6f6c6d2c9a11"
}
\`\`\`

A path that is not listed answers 404 \`not_found\`. Another method at a listed path answers 405
\`method_not_allowed\`. A \`?\` after a name marks what may be left out.
`;

/** Of an answer of the document: its error codes, or none for a success. */
const codesOf = (answer: Json): string[] => answer.$ref ? nameOf(answer.$ref).split(".") : [];

const codeLinks = (codes: string[]) =>
  codes.map((code) => `[\`${code}\`](errors.md#${code})`).join(", ");

/** The codes that every one of these operations can answer, by status. */
function sharedCodes(operations: Json[]): [status: string, codes: string[]][] {
  const all = operations.map(({ responses }) =>
    new Set(Object.values<Json>(responses).flatMap(codesOf))
  );
  return Object.entries<Json>(operations[0]?.responses ?? {})
    .map(([status, answer]): [string, string[]] => [
      status,
      codesOf(answer).filter((code) => all.every((codes) => codes.has(code))),
    ])
    .filter(([, codes]) => codes.length > 0);
}

const CREDENTIALS: Record<string, string> = {
  session: "the user's session",
  secretKey: "the secret key",
};

/** What a caller needs, in words. The secret key beside a session needs the user's id. */
function credentialOf(security: Json[]): string {
  const names = security.flatMap((one) => Object.keys(one)).map((name) => CREDENTIALS[name]);
  if (names.length === 0) return "none";
  return names.length > 1 ? `${names.join(", or ")} with \`user_id\`` : names.join();
}

function route(
  { method, path, operation }: Route,
  shared: Set<string>,
  shapes: Shapes,
): string {
  const parts = [`### ${method.toUpperCase()} ${path}\n`, `${operation.summary}.`];
  if (operation.description) parts[1] += ` ${operation.description}`;
  parts[1] += "\n";
  parts.push(`Credential: ${credentialOf(operation.security)}.\n`);
  const parameters = operation.parameters.filter((parameter: Json) => !parameter.$ref);
  parts.push(table(
    ["parameter", "in", "type", ""],
    parameters.map((parameter: Json) => [
      `\`${parameter.name}\`${parameter.required ? "" : "?"}`,
      parameter.in,
      cell(typeOf(parameter.schema, shapes)),
      cell(parameter.description ?? ""),
    ]),
  ));
  const body = operation.requestBody;
  if (body) {
    const schema = body.content["application/json"].schema;
    parts.push(`Body${body.required ? "" : " (may be left out)"}: ${typeOf(schema, shapes)}\n`);
  }
  const answers: string[][] = [];
  for (const [status, answer] of Object.entries<Json>(operation.responses)) {
    if (answer.$ref) {
      const codes = codesOf(answer).filter((code) => !shared.has(code));
      if (codes.length > 0) answers.push([status, codeLinks(codes)]);
    } else {
      const content = answer.content?.["application/json"]?.schema;
      answers.push([
        status,
        cell(`${answer.description}${content ? ` ${typeOf(content, shapes)}` : ""}`),
      ]);
    }
  }
  parts.push(table(["status", "answer"], answers));
  return parts.filter((part) => part !== "").join("\n");
}

interface Route {
  path: string;
  method: string;
  operation: Json;
}

/** Returns the page's text, before formatting. */
export function apiPage(document: Json): string {
  const routes: Route[] = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ path, method, operation }))
  );
  const schemas = Object.entries<Json>(document.components.schemas);
  const shapes: Shapes = new Map(
    schemas.filter(([, schema]) => isObject(schema))
      .map(([name, schema]) => [JSON.stringify(schema), name]),
  );
  // Google's redirect answers in another form, and lists its codes itself.
  const shared = sharedCodes(
    routes.filter(({ path }) => path !== "/oauth-callback").map(({ operation }) => operation),
  );
  const sharedNames = new Set(shared.flatMap(([, codes]) => codes));
  const overview = table(
    ["route", ""],
    routes.map(({ path, method, operation }) => {
      const heading = `${method.toUpperCase()} ${path}`;
      return [`[\`${heading}\`](#${anchorOf(heading)})`, cell(operation.summary)];
    }),
  );
  return [
    INTRODUCTION,
    "## Routes\n",
    overview,
    "Beside what is listed below, every route but Google's redirect can answer:\n",
    table(["status", "answer"], shared.map(([status, codes]) => [status, codeLinks(codes)])),
    ...routes.map((one) =>
      route(one, one.path === "/oauth-callback" ? new Set() : sharedNames, shapes)
    ),
    "## Shapes\n",
    ...schemas.map(([name, schema]) => shape(name, schema, shapes)),
  ].join("\n");
}
