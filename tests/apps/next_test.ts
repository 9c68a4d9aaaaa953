/**
 * The recipe for Next.js, in an app that create-next-app makes: App Router, rendered on the server first.
 */
import { assert, assertStringIncludes } from "@std/assert";
import { snippet } from "../cli/snippets.ts";
import { migratedData, startStackProcess } from "../support/startedStack.ts";
import { connectAndAdd } from "./connect.ts";
import { freePort, NpmApp, STRICTNESS, TOOLS } from "./npmApp.ts";
import { calendarModule, RECIPES } from "./recipe.ts";

const OPTIONS = ["--ts", "--app", "--empty", "--no-eslint", "--no-tailwind", "--no-src-dir"];
const PLAIN = ["--import-alias", "@/*", "--use-npm", "--disable-git", "--skip-install", "--yes"];

Deno.test("a person connects in a Next.js app that the components were copied into", async () => {
  await using app = await NpmApp.create(TOOLS.next, [...OPTIONS, ...PLAIN]);
  await app.install({ typescript: "5.9.3" });
  await app.copyComponents("app/google-calendar");
  await using stack = await startStackProcess({ data: await migratedData() });
  await Deno.writeTextFile(`${app.folder}/app/calendar.ts`, await calendarModule(stack));
  const files = { "Calendar.tsx": "onAuthStateChange", "page.tsx": "function Page" };
  for (const [name, words] of Object.entries(files)) {
    await Deno.writeTextFile(`${app.folder}/app/${name}`, await snippet(RECIPES, "tsx", words));
  }
  await Deno.mkdir(`${app.folder}/app/words`);
  await app.write("page.tsx", "app/words/page.tsx", {
    "../../../web/src/google-calendar/index.ts": "../google-calendar",
  });
  await app.run("npm", ["run", "build"]);
  for (const flags of STRICTNESS) await app.run("npx", ["tsc", "-p", "tsconfig.json", ...flags]);
  const port = freePort();
  await using _server = await app.serve(
    "node",
    ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", `${port}`],
    port,
  );
  const html = async (path: string) =>
    await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  assertStringIncludes(await html("/words"), "Google Kalender verbinden");
  assert(
    (await html("/")).includes("<h1>My calendar</h1>"),
    "the server renders what is around the components",
  );
  // Without a style sheet of its own the app is light, whatever the system is.
  await connectAndAdd(stack, { port, name: "next" }, { colorScheme: "dark" });
});
