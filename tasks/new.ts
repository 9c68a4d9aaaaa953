/**
 * `deno task new NAME`: writes a function that works, with everything that the project holds of each
 * function: its `deno.json`, its block in `config.toml`, its test, its route and its budget.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { functionNames, FUNCTIONS, ROOT } from "./functionNames.ts";
import { configPath, functionConfig } from "./imports/functionImports.ts";
import { runTask } from "./runTask.ts";
import { UsageError } from "./sentences.ts";
import { functionText, routeText, testText } from "./new/templates.ts";

const HELP = `deno task new NAME

  NAME  of the function, in small letters with hyphens: upcoming-events
`;

const CONFIG = new URL("supabase/config.toml", ROOT);
const ROUTES = new URL("tasks/routes.ts", ROOT);
const BUDGETS = new URL("tests/platform/budgets.json", ROOT);
/** Loads as much as what is written here: it opens a calendar and checks what it is sent. */
const BUDGET_LIKE = "create-calendar-event";

async function change(file: URL, edit: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(file, edit(await Deno.readTextFile(file)));
}

/** Adds an entry at the end of the list of routes, which ends its file. */
function withRoute(text: string, name: string): string {
  if (!text.endsWith("\n};\n")) throw new Error("tasks/routes.ts does not end with its list");
  return text.replace(/\};\n$/, () => `${routeText(name)}};\n`);
}

function withBudget(text: string, name: string): string {
  const budgets = JSON.parse(text);
  budgets.functions[name] = budgets.functions[BUDGET_LIKE];
  return JSON.stringify(budgets, null, 2) + "\n";
}

async function add(name: string): Promise<void> {
  const entry = new URL(`${name}/index.ts`, FUNCTIONS);
  const test = new URL(`tests/functions/${name.replaceAll("-", "_")}_test.ts`, ROOT);
  await Deno.mkdir(new URL(".", entry));
  await Deno.writeTextFile(entry, functionText(name));
  await Deno.writeTextFile(configPath(name), await functionConfig(name));
  await Deno.writeTextFile(test, testText(name), { createNew: true });
  await change(CONFIG, (text) => `${text}\n[functions.${name}]\nverify_jwt = false\n`);
  await change(ROUTES, (text) => withRoute(text, name));
  await change(BUDGETS, (text) => withBudget(text, name));
  const written = [entry, configPath(name), test, CONFIG, ROUTES, BUDGETS].map((file) =>
    fileURLToPath(new URL(file, ROOT)).slice(fileURLToPath(ROOT).length)
  );
  for (const path of written) console.log(`wrote  ${path}`);
}

async function main(): Promise<void> {
  const [name, ...more] = Deno.args;
  if (name === "--help" || name === "-h") return console.log(HELP);
  if (!name || more.length > 0) {
    throw new UsageError("Which function? Give one name: deno task new upcoming-events");
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new UsageError(
      `A function's name is small letters, digits and hyphens, such as upcoming-events, not ${name}`,
    );
  }
  if (functionNames().includes(name)) {
    throw new UsageError(`supabase/functions/${name} is there already. Choose another name.`);
  }
  await add(name);
}

await runTask(main);
