/**
 * Values that a JSON Schema of `openapi.json` allows, as arbitraries. Where the schema has examples,
 * they come often: random text is seldom a date.
 *
 * @module
 */
import fc from "fast-check";

/** As far as the document uses JSON Schema. */
export interface Schema {
  $ref?: string;
  oneOf?: Schema[];
  anyOf?: Schema[];
  type?: string | string[];
  enum?: unknown[];
  examples?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  readOnly?: boolean;
}

type Arbitrary = fc.Arbitrary<unknown>;
type Resolve = (ref: string) => Schema;

/** Long ones are tested elsewhere: here the number of requests counts. */
const MOST_CHARACTERS = 40;
const MOST_ITEMS = 3;

const FORMATS: Record<string, () => Arbitrary> = {
  uuid: () => fc.uuid(),
  date: () => day().map((date) => date.toISOString().slice(0, 10)),
  "date-time": () => day().map((date) => date.toISOString()),
};

function day() {
  const [min, max] = [new Date("2025-01-01"), new Date("2028-01-01")];
  return fc.date({ min, max, noInvalidDate: true });
}

function text({ format, pattern, maxLength = MOST_CHARACTERS }: Schema): Arbitrary {
  const formatted = format && FORMATS[format];
  if (formatted) return formatted();
  const most = Math.min(maxLength, MOST_CHARACTERS);
  if (!pattern) return fc.string({ maxLength: most, unit: "grapheme" });
  return fc.stringMatching(new RegExp(pattern), { maxLength: most });
}

/** The value, one time in four. */
export function seldom(value: Arbitrary): Arbitrary {
  const none = { weight: 3, arbitrary: fc.constant(undefined) };
  return fc.oneof(none, { weight: 1, arbitrary: value });
}

function object({ properties = {}, required = [] }: Schema, resolve: Resolve): Arbitrary {
  const values = Object.entries(properties).map(([name, schema]) => {
    const value = arbitraryOf(schema, resolve);
    // Few at a time: of many, one is likely to be refused, and nothing is learnt of the rest.
    const rare = schema.readOnly ? seldom(seldom(seldom(value))) : seldom(value);
    return [name, required.includes(name) ? value : rare];
  });
  return fc.record(Object.fromEntries(values)).map((record) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
  );
}

function plain(schema: Schema, resolve: Resolve): Arbitrary {
  if (schema.$ref) return arbitraryOf(resolve(schema.$ref), resolve);
  const variants = schema.oneOf ?? (schema.type ? undefined : schema.anyOf);
  if (variants) return fc.oneof(...variants.map((one) => arbitraryOf(one, resolve)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => plain({ ...schema, type }, resolve)));
  }
  switch (schema.type) {
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(arbitraryOf(schema.items!, resolve), {
        minLength: schema.minItems,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS),
      });
    case "object":
      return object(schema, resolve);
  }
  throw new Error(`The document has a schema that this cannot read: ${JSON.stringify(schema)}`);
}

/** Values that the schema allows; only what `dependentRequired` asks for is not looked at. */
export function arbitraryOf(schema: Schema, resolve: Resolve): Arbitrary {
  const known = schema.examples ?? (schema.default === undefined ? [] : [schema.default]);
  const generated = plain(schema, resolve);
  if (known.length === 0) return generated;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: generated },
  );
}

/** A body that was broken somewhere: a field lost, misspelt, or of another kind. */
export function broken(body: Arbitrary): Arbitrary {
  const odd = fc.constantFrom<unknown>(null, 0, -1, true, "", "a\0b", "\ud800", [], {}, [null], {
    __proto__: null,
    auth: "x",
  });
  return fc.tuple(body, odd, fc.nat(), fc.constantFrom("lose", "replace", "add", "whole")).map(
    ([value, other, position, how]) => {
      if (how === "whole" || typeof value !== "object" || value === null) return other;
      const names = Object.keys(value);
      const name = names[position % Math.max(1, names.length)] ?? "x";
      if (how === "add") return { ...value, [`${name}_`]: other };
      if (how === "replace") return { ...value, [name]: other };
      return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    },
  );
}
