/**
 * Writes the migration that drops what the migrations of `deno task add` have made.
 *
 * @module
 */
import { type Made, madeBy, plainSql } from "./sqlNames.ts";

/** The tables of the template's example, in the order in which they can be dropped. */
const EXAMPLE = ["resources", "classes"];

const HEADER =
  `-- Takes Google Calendar away. Each statement ends in restrict: if anything of the app depends on an object
-- here, the whole migration fails, and nothing is dropped. The publication's entry goes with its table.
`;

/** The functions that triggers call: they can be dropped only after the tables. */
function triggerFunctions(migrations: string[]): Set<string> {
  const all = migrations.flatMap((text) => [
    ...plainSql(text).matchAll(
      /create\s+(?:or\s+replace\s+)?function\s+(?:\w+\.)?(\w+)\s*\([^)]*\)\s*returns\s+trigger\b/g,
    ),
  ]);
  return new Set(all.map(([, name = ""]) => name));
}

/** The example's tables hold the app's own data, so they stay as long as they have any. */
function dropExample(dropData: boolean): string {
  const drop = EXAMPLE.map((name) => `drop table if exists public.${name} restrict;`);
  if (dropData) return drop.join("\n");
  const test = EXAMPLE.map((name) => `exists (select from public.${name})`).join(" or ");
  return `-- They hold data of the app's own, so they stay if they are not empty.
do $$
begin
  if ${test} then
    raise notice 'public.classes and public.resources are not empty, so they stay';
  else
    ${drop.join("\n    ")}
  end if;
end
$$;`;
}

/** `migrations` are the texts of those that were added, in their order. */
export function removalSql(migrations: string[], dropData: boolean): string {
  const made = madeBy(migrations);
  const isOfExample = ({ kind, schema, name }: Made) =>
    kind === "table" && schema === "public" && EXAMPLE.includes(name);
  const trigger = triggerFunctions(migrations);
  const isForTrigger = ({ kind, name }: Made) => kind === "function" && trigger.has(name);
  // What was made later may depend on what was made before it. Triggers go with their tables.
  const inOrder = made.filter((one) => !isOfExample(one)).reverse()
    .sort((a, b) => rank(a, isForTrigger) - rank(b, isForTrigger));
  const statements = inOrder.map(({ kind, schema, name }) =>
    kind === "schema"
      ? `drop schema ${name} restrict;`
      : `drop ${kind} if exists ${schema}.${name} restrict;`
  );
  const example = made.some(isOfExample) ? [`\n${dropExample(dropData)}`] : [];
  return [HEADER, ...statements, ...example].join("\n") + "\n";
}

function rank(one: Made, isForTrigger: (one: Made) => boolean): number {
  if (one.kind === "schema") return 2;
  return isForTrigger(one) ? 1 : 0;
}
