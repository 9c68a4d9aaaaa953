/**
 * `openapi.json` as tests read it: its operations, and whether a value is what it says.
 *
 * @module
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Schema } from "./arbitrary.ts";

interface Parameter {
  $ref?: string;
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}

interface Response {
  $ref?: string;
  content?: { "application/json": { schema: Schema } };
}

export interface Operation {
  parameters: Parameter[];
  requestBody?: { required: boolean; content: { "application/json": { schema: Schema } } };
  responses: Record<string, Response>;
  security: Record<string, unknown>[];
}

const document = JSON.parse(await Deno.readTextFile("openapi.json"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
// Every library has a rule of its own; the document states its rule as a pattern.
ajv.addFormat("email", true);
ajv.addSchema(document, "openapi.json");

/** What a reference within the document leads to. */
export function resolve(ref: string) {
  return ref.slice(2).split("/").reduce((at, name) => at[name], document);
}

/** By `METHOD path`. */
export const operations = new Map(
  Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      {
        ...operation,
        parameters: operation.parameters.map((one) => one.$ref ? resolve(one.$ref) : one),
      },
    ])
  ),
);

/** What is wrong with a value that should be as the schema says; undefined where nothing is. */
export function problemsOf(schema: Schema, value: unknown): string | undefined {
  const text = JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/');
  if (ajv.validate(JSON.parse(text), value)) return undefined;
  return ajv.errorsText();
}

/** What is not as documented in an answer of this operation; undefined where all is. */
export function undocumented(
  key: string,
  { status, body }: { status: number; body: unknown },
): string | undefined {
  const found = operations.get(key)!.responses[status];
  if (!found) return `${key} has no answer ${status}: ${JSON.stringify(body)}`;
  const { content } = found.$ref ? resolve(found.$ref) as Response : found;
  if (!content) return body === undefined ? undefined : `${key} ${status} has no body`;
  const problems = problemsOf(content["application/json"].schema, body);
  return problems && `${key} ${status}: ${problems}: ${JSON.stringify(body)}`;
}
