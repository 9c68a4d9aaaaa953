/** The recipe for Svelte, in an app that create-vite makes. */
import { assertStringIncludes } from "@std/assert";
import { snippet } from "../cli/snippets.ts";
import { migratedData, startStackProcess } from "../support/startedStack.ts";
import { NpmApp, TOOLS } from "./npmApp.ts";
import { addCalendar, followRecipe, RECIPES, sectionOf, trustedTypesOf } from "./recipe.ts";

Deno.test("a person connects in a Svelte app of the recipes, on a host with all headers", async () => {
  const section = await sectionOf("Svelte");
  const command = `npm create ${TOOLS.vite.replace("create-", "")} app -- --template svelte-ts`;
  assertStringIncludes(section, command);
  const options = ["--template", "svelte-ts", "--no-interactive"];
  await using app = await NpmApp.create(TOOLS.vite, options);
  await app.install();
  await using stack = await startStackProcess({ data: await migratedData() });
  await addCalendar(app, stack, "src");
  const view = await snippet(RECIPES, "svelte", "arrive()");
  await Deno.writeTextFile(`${app.folder}/src/App.svelte`, view);
  await app.run("npm", ["run", "check"]);
  await app.run("npm", ["run", "build"]);
  await followRecipe(stack, {
    folder: `${app.folder}/dist`,
    name: "svelte",
    trustedTypes: trustedTypesOf(section),
  });
});
