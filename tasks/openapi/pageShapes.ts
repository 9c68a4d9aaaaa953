/**
 * The shapes of `docs/api.md`: types, fields and tables.
 *
 * @module
 */

// The document's own shape is JSON of many forms, so it is read loosely here.
// deno-lint-ignore no-explicit-any
export type Json = any;

export const nameOf = (reference: string) => reference.split("/").at(-1)!;
export const anchorOf = (heading: string) =>
  heading.toLowerCase().replace(/[^a-z0-9_ -]/g, "").replaceAll(" ", "-");
/** Text for one table cell. */
export const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();

export const isObject = (schema: Json) => schema?.type === "object" && schema.properties;

/** The name of each shape, by its text: some are written out where they are used. */
export type Shapes = Map<string, string>;

export function typeOf(schema: Json, shapes: Shapes): string {
  if (schema === undefined || schema === true) return "anything";
  const name = schema.$ref ? nameOf(schema.$ref) : shapes.get(JSON.stringify(schema));
  if (name) return `[${name}](#${anchorOf(name)})`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value: Json) => `\`${value}\``).join(" or ");
  if (isObject(schema)) return "object";
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    return [...new Set(choices.map((choice: Json) => typeOf(choice, shapes)))].join(" or ");
  }
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.type === "array") return `list of ${typeOf(schema.items, shapes)}`;
  if (schema.format) return `${schema.type} (${schema.format})`;
  return schema.type ?? "anything";
}

export function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return "";
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}

/** The object that a field holds, itself, in a list or beside null, and how its fields are named. */
function nested(schema: Json, shapes: Shapes): { object: Json; suffix: string } | undefined {
  if (!schema || schema === true || shapes.has(JSON.stringify(schema))) return undefined;
  if (isObject(schema)) return { object: schema, suffix: "." };
  if (schema.type === "array") {
    const inner = nested(schema.items, shapes);
    return inner && { object: inner.object, suffix: `[]${inner.suffix}` };
  }
  const choices: Json[] = schema.anyOf ?? schema.oneOf ?? [];
  return choices.map((choice) => nested(choice, shapes)).find((inner) => inner !== undefined);
}

function fieldRows(schema: Json, shapes: Shapes, prefix = ""): string[][] {
  const required = new Set<string>(schema.required);
  return Object.entries<Json>(schema.properties ?? {}).flatMap(([name, property]) => {
    const inner = nested(property, shapes);
    const below = inner ? fieldRows(inner.object, shapes, `${prefix}${name}${inner.suffix}`) : [];
    const row = [
      `\`${prefix}${name}\`${required.has(name) ? "" : "?"}`,
      cell(typeOf(property, shapes)),
      cell(property.description ?? ""),
    ];
    return [row, ...below];
  });
}

export function shape(name: string, schema: Json, shapes: Shapes): string {
  const parts = [`### ${name}\n`];
  if (schema.description) parts.push(`${schema.description}\n`);
  if (schema.properties) parts.push(table(["field", "type", ""], fieldRows(schema, shapes)));
  else if (schema.oneOf) {
    const choices = schema.oneOf.map((choice: Json) => typeOf(choice, shapes));
    parts.push(`One of ${choices.join(", ")}.\n`);
  } else parts.push(`${typeOf(schema, shapes)}\n`);
  return parts.join("\n");
}
