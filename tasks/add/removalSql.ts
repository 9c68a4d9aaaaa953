/**
 * Writes the migration that drops what the migrations of `deno task add` have made.
 *
 * @module
 */
import { namesAfter, plainSql } from "./sqlNames.ts";

/** The tables of the template's example, in the order in which they can be dropped. */
const EXAMPLE = ["resources", "classes"];

const HEADER =
  `-- Takes Google Calendar away. Each statement ends in restrict: if anything of the app depends on an object
-- here, the whole migration fails, and nothing is dropped. The publication's entry goes with its table.
`;

/** Whether the table of this name is a view. */
const isView = (migrations: string[], name: string) =>
  migrations.some((text) =>
    new RegExp(`\\bcreate\\s+(or\\s+replace\\s+)?view\\s+google_calendar\\.${name}\\b`).test(
      plainSql(text),
    )
  );

/** The functions that triggers call: they can be dropped only after the tables. */
function triggerFunctions(migrations: string[]): Set<string> {
  const all = migrations.flatMap((text) => [
    ...plainSql(text).matchAll(
      /create\s+(?:or\s+replace\s+)?function\s+(?:\w+\.)?(\w+)\s*\([^)]*\)\s*returns\s+trigger\b/g,
    ),
  ]);
  return new Set(all.map(([, name = ""]) => name));
}

function named(kind: string, names: Set<string>): string[] {
  return [...names].filter((name) => name.startsWith(`${kind} `))
    .map((name) => name.slice(kind.length + 1)).reverse();
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
  const [here, there] = ["public", "google_calendar"].map((schema) =>
    namesAfter(migrations, schema)
  );
  const trigger = triggerFunctions(migrations);
  const drop = (kind: string, names: string[]) =>
    names.map((name) => `drop ${kind} if exists ${name} restrict;`);
  const inner = named("function", there!);
  const tables = named("table", here!);
  const views = named("table", there!).filter((name) => isView(migrations, name));
  const stored = named("table", there!).filter((name) => !views.includes(name));
  const whole = (schema: string, names: string[]) => names.map((name) => `${schema}.${name}`);
  const statements = [
    ...drop("function", whole("public", named("function", here!))),
    ...drop("function", whole("google_calendar", inner.filter((name) => !trigger.has(name)))),
    ...drop("table", whole("public", tables.filter((name) => !EXAMPLE.includes(name)))),
    ...drop("view", whole("google_calendar", views)),
    ...drop("table", whole("google_calendar", stored)),
    ...drop("function", whole("google_calendar", inner.filter((name) => trigger.has(name)))),
    "drop schema google_calendar restrict;",
  ];
  const example = tables.some((name) => EXAMPLE.includes(name)) ? [dropExample(dropData)] : [];
  return [HEADER, ...statements, ...example.map((text) => `\n${text}`)].join("\n") + "\n";
}
