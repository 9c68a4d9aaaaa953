/** The recipe for Vue, in an app that create-vite makes. */
import { assertStringIncludes } from "@std/assert";
import { snippet } from "../cli/snippets.ts";
import { migratedData, startStackProcess } from "../support/startedStack.ts";
import { NpmApp, TOOLS } from "./npmApp.ts";
import { addCalendar, followRecipe, RECIPES, sectionOf, trustedTypesOf } from "./recipe.ts";

Deno.test("a person connects in a Vue app of the recipes, on a host with all headers", async () => {
  const section = await sectionOf("Vue");
  const command = `npm create ${TOOLS.vite.replace("create-", "")} app -- --template vue-ts`;
  assertStringIncludes(section, command);
  const options = ["--template", "vue-ts", "--no-interactive"];
  await using app = await NpmApp.create(TOOLS.vite, options);
  await app.install();
  await using stack = await startStackProcess({ data: await migratedData() });
  await addCalendar(app, stack, "src");
  const view = await snippet(RECIPES, "vue", "arrive()");
  await Deno.writeTextFile(`${app.folder}/src/App.vue`, view);
  await app.run("npm", ["run", "build"]);
  await followRecipe(stack, {
    folder: `${app.folder}/dist`,
    name: "vue",
    trustedTypes: trustedTypesOf(section),
  });
});
