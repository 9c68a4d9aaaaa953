/** What each function loads and needs before it answers, against `budgets.json`. */
import { assert, assertEquals } from "@std/assert";
import { functionNames, FUNCTIONS } from "../../tasks/functionNames.ts";
import { figure } from "../support/figures.ts";
import { type Budget, budgets, packagesOf } from "./budgets.ts";
import type { LoadedModules } from "./countModules.ts";
import { npmDependencies } from "./dependencies.ts";

const names = functionNames();
const entry = (name: string) => new URL(`${name}/index.ts`, FUNCTIONS);

async function loadedModules(name: string): Promise<LoadedModules> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", "--config=deno.json"],
      new URL("countModules.ts", import.meta.url).href,
      entry(name).href,
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("the functions with a budget are the existing ones", () => {
  assertEquals(Object.keys(budgets).sort(), names);
});

for (const [name, budget] of Object.entries<Budget>(budgets)) {
  Deno.test(`${name} loads no more modules than its budget allows`, async () => {
    const { own, npm, npmWithGoogle } = await loadedModules(name);
    figure(
      `${name}: ${own} modules of its own, ${npm} of packages, ${npmWithGoogle} with Google's`,
    );
    assert(own <= budget.own, `${own} of its own, allowed are ${budget.own}`);
    assert(npm <= budget.npm, `${npm} of packages, allowed are ${budget.npm}`);
    const { npmWithGoogle: allowed = Infinity } = budget;
    assert(npmWithGoogle <= allowed, `${npmWithGoogle} with Google's, allowed are ${allowed}`);
  });

  Deno.test(`${name} needs exactly the listed packages`, async () => {
    const packages = await npmDependencies(entry(name));
    figure(`${name}: ${packages.length} packages`);
    assertEquals(packages, packagesOf(budget));
  });
}
