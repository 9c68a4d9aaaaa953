/**
 * `docs/api.md`, made from the OpenAPI document: every route with its parameters, body, answers and
 * error codes, and every shape once.
 *
 * @module
 */

// The document's own shape is JSON of many forms, so it is read loosely here.
// deno-lint-ignore no-explicit-any
type Json = any;

const INTRODUCTION = `# The HTTP API

\`deno task openapi\` writes this page and [openapi.json](../openapi.json) from the schemas that check
the requests. Do not edit it.

Base: \`\${SUPABASE_URL}/functions/v1\`. Send \`Authorization: Bearer <Supabase access token>\`, and
JSON bodies in UTF-8 of at most 64 KiB. Unknown fields and parameters are refused. Every answer
carries \`x-request-id\`.

Every failure is one object, of which programs read \`code\`. [errors.md](errors.md) says what to do
on each code.

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
\`method_not_allowed\`.
`;

const nameOf = (reference: string) => reference.split("/").at(-1)!;
const anchorOf = (heading: string) =>
  heading.toLowerCase().replace(/[^a-z0-9_ -]/g, "").replaceAll(" ", "-");
/** Text for one table cell. */
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();

function typeOf(schema: Json): string {
  if (schema === undefined || schema === true) return "anything";
  if (schema.$ref) return `[${nameOf(schema.$ref)}](#${anchorOf(nameOf(schema.$ref))})`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value: Json) => `\`${value}\``).join(", ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" or ");
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.type === "array") return `list of ${typeOf(schema.items)}`;
  if (schema.type === "object" && schema.properties) {
    return `{ ${
      Object.entries(schema.properties).map(([name, property]) => `${name}: ${typeOf(property)}`)
        .join("; ")
    } }`;
  }
  if (schema.format) return `${schema.type} (${schema.format})`;
  return schema.type ?? "anything";
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return "";
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}

function fieldRows(schema: Json): string[][] {
  return Object.entries<Json>(schema.properties ?? {}).map(([name, property]) => [
    `\`${name}\`${(schema.required ?? []).includes(name) ? "" : "?"}`,
    cell(typeOf(property)),
    cell(property.description ?? ""),
  ]);
}

function shape(name: string, schema: Json): string {
  const parts = [`### ${name}\n`];
  if (schema.description) parts.push(`${schema.description}\n`);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) parts.push(`One of ${choices.map(typeOf).join(", ")}.\n`);
  else if (schema.properties) parts.push(table(["field", "type", ""], fieldRows(schema)));
  else parts.push(`${typeOf(schema)}\n`);
  return parts.join("\n");
}

function route(method: string, path: string, operation: Json): string {
  const parts = [`### ${method.toUpperCase()} ${path}\n`, `${operation.summary}.`];
  if (operation.description) parts[1] += ` ${operation.description}`;
  parts[1] += "\n";
  const parameters = operation.parameters.filter((parameter: Json) => !parameter.$ref);
  parts.push(table(
    ["parameter", "in", "type", ""],
    parameters.map((parameter: Json) => [
      `\`${parameter.name}\`${parameter.required ? "" : "?"}`,
      parameter.in,
      cell(typeOf(parameter.schema)),
      cell(parameter.description ?? ""),
    ]),
  ));
  const body = operation.requestBody;
  if (body) {
    const schema = body.content["application/json"].schema;
    parts.push(`Body${body.required ? "" : " (may be left out)"}: ${typeOf(schema)}\n`);
  }
  const answers: string[][] = [];
  for (const [status, answer] of Object.entries<Json>(operation.responses)) {
    if (answer.$ref) {
      const codes = nameOf(answer.$ref).split(".");
      answers.push([
        status,
        codes.map((code: string) => `[\`${code}\`](errors.md#${code})`).join(", "),
      ]);
    } else {
      const content = answer.content?.["application/json"]?.schema;
      answers.push([status, cell(`${answer.description}${content ? ` ${typeOf(content)}` : ""}`)]);
    }
  }
  parts.push(table(["status", "answer"], answers));
  return parts.filter((part) => part !== "").join("\n");
}

/** The page's text, before formatting. */
export function apiPage(document: Json): string {
  const routes = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ path, method, operation }))
  );
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
    ...routes.map(({ path, method, operation }) => route(method, path, operation)),
    "## Shapes\n",
    ...Object.entries(document.components.schemas).map(([name, schema]) => shape(name, schema)),
  ].join("\n");
}
