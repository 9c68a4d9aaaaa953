/** The components in an app that create-vite makes, with React 19 and the styles of its template. */
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { connectAndAdd } from "./connect.ts";
import { freePort, NpmApp, STRICTNESS, TOOLS } from "./npmApp.ts";

Deno.test("a person connects in a create-vite app that the components were copied into", async () => {
  await using app = await NpmApp.create(TOOLS.vite, ["--template", "react-ts", "--no-interactive"]);
  await app.install();
  await app.copyComponents("src/google-calendar");
  await using stack = await startStackProcess({ data: await migratedData() });
  await app.write("App.tsx", "src/App.tsx", {
    SUPABASE_URL: stack.apiUrl,
    PUBLISHABLE_KEY: (await secretsOf(stack)).keys.publishableKey,
  });
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
  await connectAndAdd(stack, { port, name: "create-vite" }, { colorScheme: "dark" });
});
