/**
 * Finds the schemas, tables, views and SQL functions that migrations leave in a schema, by the
 * migrations' text.
 *
 * @module
 */

const KIND = "schema|table|view|materialized\\s+view|function";
const NAME = '(?:"?(\\w+)"?\\.)?"?(\\w+)"?';
const STATEMENT = new RegExp(
  [
    `create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|recursive\\s+)?(${KIND})\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`,
    `drop\\s+(${KIND})\\s+(?:if\\s+exists\\s+)?${NAME}`,
    `alter\\s+(${KIND})\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?${NAME}(?:\\s*\\([^)]*\\))?\\s+(?:rename\\s+to\\s+"?(\\w+)"?|set\\s+schema\\s+"?(\\w+)"?)`,
  ].join("|"),
  "gi",
);

function kindOf(word: string): string {
  if (/schema/i.test(word)) return "schema";
  return /function/i.test(word) ? "function" : "table";
}

/** What a migration itself runs: its text without comments and without the bodies of functions. */
export const plainSql = (text: string): string =>
  text
    .replace(/--.*$/gm, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(\$\w*\$)[\s\S]*?\1/g, "''")
    .toLowerCase();

/**
 * Returns names such as `table users`, `function read_account` and `schema app`, in the order of their
 * creation. A view counts as a table. Every schema is named, and of the rest what is in `inSchema`.
 */
export function namesAfter(migrations: string[], inSchema = "public"): Set<string> {
  const names = new Set<string>();
  for (const text of migrations) {
    for (const match of plainSql(text).matchAll(STATEMENT)) {
      const [, made, madeIn, madeName, gone, goneIn, goneName, ...altered] = match;
      const [changed, changedIn, changedName, newName, newSchema] = altered;
      const isHere = (kind: string, schema = "public") =>
        kindOf(kind) === "schema" || schema === inSchema;
      if (made && isHere(made, madeIn)) names.add(`${kindOf(made)} ${madeName}`);
      if (gone && isHere(gone, goneIn)) names.delete(`${kindOf(gone)} ${goneName}`);
      if (changed && isHere(changed, changedIn)) {
        names.delete(`${kindOf(changed)} ${changedName}`);
        if (newName) names.add(`${kindOf(changed)} ${newName}`);
      } else if (changed && newSchema === inSchema) names.add(`${kindOf(changed)} ${changedName}`);
    }
  }
  return names;
}
