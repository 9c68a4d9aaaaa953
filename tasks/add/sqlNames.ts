/**
 * Finds the tables, views and SQL functions that migrations leave in the schema `public`, by the
 * migrations' text.
 *
 * @module
 */

const NAME = '(?:"?(\\w+)"?\\.)?"?(\\w+)"?';
const STATEMENT = new RegExp(
  [
    `create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+|recursive\\s+)?(table|view|materialized\\s+view|function)\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`,
    `drop\\s+(table|view|materialized\\s+view|function)\\s+(?:if\\s+exists\\s+)?${NAME}`,
    `alter\\s+(table|view|materialized\\s+view|function)\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?${NAME}(?:\\s*\\([^)]*\\))?\\s+(?:rename\\s+to\\s+"?(\\w+)"?|set\\s+schema\\s+"?(\\w+)"?)`,
  ].join("|"),
  "gi",
);

const kindOf = (word: string) => /function/i.test(word) ? "function" : "table";

/** Returns names such as `table users` and `function read_account`. A view counts as a table. */
export function namesAfter(migrations: string[]): Set<string> {
  const names = new Set<string>();
  for (const text of migrations) {
    // The migration itself does not run what is in comments and function bodies.
    const plain = text
      .replace(/--.*$/gm, "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/(\$\w*\$)[\s\S]*?\1/g, "''")
      .toLowerCase();
    for (const match of plain.matchAll(STATEMENT)) {
      const [, made, madeIn, madeName, gone, goneIn, goneName, ...altered] = match;
      const [changed, changedIn, changedName, newName, newSchema] = altered;
      if (made && (madeIn ?? "public") === "public") names.add(`${kindOf(made)} ${madeName}`);
      if (gone && (goneIn ?? "public") === "public") names.delete(`${kindOf(gone)} ${goneName}`);
      if (changed && (changedIn ?? "public") === "public") {
        names.delete(`${kindOf(changed)} ${changedName}`);
        if (newName) names.add(`${kindOf(changed)} ${newName}`);
      } else if (changed && newSchema === "public") names.add(`${kindOf(changed)} ${changedName}`);
    }
  }
  return names;
}
