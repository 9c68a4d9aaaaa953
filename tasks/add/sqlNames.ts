/**
 * Finds the schemas, tables, views, types and SQL functions that migrations leave in a schema, by the
 * migrations' text.
 *
 * @module
 */

const KIND = "schema|table|view|materialized\\s+view|function|type";
const NAME = '(?:"?(\\w+)"?\\.)?"?(\\w+)"?';
const STATEMENT = new RegExp(
  [
    `create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|recursive\\s+)?(${KIND})\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`,
    `drop\\s+(${KIND})\\s+(?:if\\s+exists\\s+)?${NAME}`,
    `alter\\s+(${KIND})\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?${NAME}(?:\\s*\\([^)]*\\))?\\s+(?:rename\\s+to\\s+"?(\\w+)"?|set\\s+schema\\s+"?(\\w+)"?)`,
  ].join("|"),
  "gi",
);

export interface Made {
  kind: "schema" | "table" | "view" | "function" | "type";
  /** Empty for a schema. */
  schema: string;
  name: string;
}

function kindOf(word: string): Made["kind"] {
  const [, kind = "table"] = /(schema|view|function|type)/.exec(word) ?? [];
  return kind as Made["kind"];
}

/** Tables and views share their names. */
const keyOf = ({ kind, schema, name }: Made) =>
  `${kind === "view" ? "table" : kind} ${schema}.${name}`;

/** What a migration itself runs: its text without comments and without the bodies of functions. */
export const plainSql = (text: string): string =>
  text
    .replace(/--.*$/gm, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(\$\w*\$)[\s\S]*?\1/g, "''")
    .toLowerCase();

/** What is left, in the order in which it was made or replaced last. */
export function madeBy(migrations: string[]): Made[] {
  const left = new Map<string, Made>();
  const of = (word: string, schema = "public", name: string): Made => {
    const kind = kindOf(word);
    return { kind, schema: kind === "schema" ? "" : schema, name };
  };
  for (const text of migrations) {
    for (const match of plainSql(text).matchAll(STATEMENT)) {
      const [, made, madeIn, madeName, gone, goneIn, goneName, ...altered] = match;
      const [changed, changedIn, changedName, newName, newSchema] = altered;
      const one = of(
        (made ?? gone ?? changed)!,
        madeIn ?? goneIn ?? changedIn,
        (madeName ?? goneName ?? changedName)!,
      );
      // Where a view has been made, an "alter table" may change it.
      const former = left.get(keyOf(one)) ?? one;
      if (made || gone || newName || newSchema) left.delete(keyOf(one));
      if (made) left.set(keyOf(one), one);
      else if (newName || newSchema) {
        const now = { ...former, name: newName ?? former.name, schema: newSchema ?? former.schema };
        left.set(keyOf(now), now);
      }
    }
  }
  return [...left.values()];
}

/** Returns names such as `table users`, `function read_account` and `schema app`: in `public`, and schemas. */
export function namesAfter(migrations: string[]): Set<string> {
  return new Set(
    madeBy(migrations).filter(({ schema }) => schema === "" || schema === "public")
      .map(({ kind, name }) => `${kind === "view" ? "table" : kind} ${name}`),
  );
}
