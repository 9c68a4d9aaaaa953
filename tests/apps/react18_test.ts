/**
 * The components in a create-vite app with React 18, which has no `<Context>` and no `use`, and where
 * the shadcn CLI copies them.
 */
import { assertEquals } from "@std/assert";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { connectAndAdd } from "./connect.ts";
import { COMPONENTS, filesOf, freePort, NpmApp, STRICTNESS, TOOLS } from "./npmApp.ts";
import { serveRegistry } from "./registry.ts";

Deno.test("a person connects in a create-vite app with React 18, light on a dark system", async () => {
  await using app = await NpmApp.create(TOOLS.vite, ["--template", "react-ts", "--no-interactive"]);
  await app.install({
    react: "18.3.1",
    "react-dom": "18.3.1",
    "@types/react": "18.3.8",
    "@types/react-dom": "18.3.7",
  });
  await using registry = await serveRegistry();
  await app.run("npx", ["--yes", TOOLS.shadcn, "add", registry.item, "--yes"]);
  assertEquals(await filesOf(`${app.folder}/src/google-calendar`), await filesOf(COMPONENTS));
  const { version } = JSON.parse(
    await Deno.readTextFile(`${app.folder}/node_modules/react/package.json`),
  );
  assertEquals(version, "18.3.1", "the app keeps its React");
  await using stack = await startStackProcess({ data: await migratedData() });
  await app.write("App.tsx", "src/App.tsx", {
    SUPABASE_URL: stack.apiUrl,
    PUBLISHABLE_KEY: (await secretsOf(stack)).keys.publishableKey,
  });
  // A light-only app: its colours have no dark side, and it says nothing about schemes.
  await Deno.writeTextFile(`${app.folder}/src/index.css`, "body { background: #fff; color: #222 }");
  for (const flags of STRICTNESS) {
    await app.run("npx", ["tsc", "-p", "tsconfig.app.json", ...flags]);
  }
  await app.run("npm", ["run", "build"]);
  const port = freePort();
  await using _server = await app.serve(
    "node",
    ["node_modules/vite/bin/vite.js", "preview", "--host", "127.0.0.1", "--port", `${port}`],
    port,
  );
  await connectAndAdd(stack, { port, name: "react-18" }, { colorScheme: "dark" });
});
