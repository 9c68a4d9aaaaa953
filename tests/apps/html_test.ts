/** The client alone, in pages without React, with the lines of docs/components.md and docs/recipes.md. */
import { assertEquals } from "@std/assert";
import { snippet } from "../cli/snippets.ts";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { createSetup } from "../web/journeys/journey.ts";
import { NpmApp } from "./npmApp.ts";
import { addCalendar, followRecipe, RECIPES } from "./recipe.ts";
import { serveFolder } from "./serveFolder.ts";

const PAGE = "docs/components.md";

Deno.test("a person connects in a plain page that has the client alone", async () => {
  await using app = await NpmApp.empty();
  await app.install();
  await Deno.copyFile("web/src/google-calendar/client.ts", `${app.folder}/client.ts`);
  const command = (await snippet(PAGE, "sh", "esbuild")).trim().split(" ");
  await app.run("npx", ["--yes", ...command.slice(1)]);
  await using stack = await startStackProcess({ data: await migratedData() });
  await app.write("page.html", "index.html", {
    SUPABASE_URL: stack.apiUrl,
    PUBLISHABLE_KEY: (await secretsOf(stack)).keys.publishableKey,
    CONNECT: await snippet(PAGE, "js", "authorization_url"),
    ARRIVAL: await snippet(PAGE, "js", "readArrival"),
  });
  await using server = serveFolder(app.folder);
  await using chromium = await startBrowser([
    `--host-resolver-rules=MAP ${new URL(stack.appUrl).host} 127.0.0.1:${server.port}`,
  ]);
  const setup = createSetup(stack, chromium.browser);
  const visitor = await setup.visitor({ colorScheme: "dark" });
  const { page } = visitor;
  // A question about another account, which a person answers with OK.
  page.on("dialog", (dialog) => void dialog.accept());
  const says = (text: string) => page.locator("output").getByText(text, { exact: true }).waitFor();

  await visitor.open("/");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${stack.googleUrl}/**`);
  await page.getByRole("link", { name: /Ada/ }).click();
  const connect = page.getByRole("button", { name: "Connect Google Calendar" });
  const allow = page.getByRole("button", { name: "Allow" });
  await allow.or(connect).first().waitFor();
  if (await allow.isVisible()) await allow.click();
  await says("not_connected");
  await connect.click();
  await visitor.consent("Ada", { cancel: true });
  await says("access_denied");
  assertEquals(new URL(page.url()).search, "");
  await connect.click();
  await visitor.consent("Ada");
  await says("connected");
  await page.getByRole("button", { name: "Add to calendar" }).click();
  await says("Added: From a page");
  await setup.shoot(visitor, "html");
  // Another Google account is linked after the question.
  await connect.click();
  await visitor.consent("Grace");
  await says("connected");
  assertEquals(new URL(page.url()).hash, "");
  const { body } = await visitor.call("GET", "/calendar-connection/users/me");
  assertEquals((body as { google_email: string }).google_email, "grace@example.com");
  await setup.close();
  assertEquals(setup.complaints, []);
});

Deno.test("a person connects in the HTML page of the recipes, on a host with all headers", async () => {
  await using app = await NpmApp.empty();
  await app.install();
  await using stack = await startStackProcess({ data: await migratedData() });
  await addCalendar(app, stack, ".");
  const command = (await snippet(RECIPES, "sh", "esbuild")).trim().split(" ");
  await app.run("npx", ["--yes", ...command.slice(1)]);
  await Deno.writeTextFile(`${app.folder}/index.html`, await snippet(RECIPES, "html", "page.js"));
  await Deno.writeTextFile(`${app.folder}/page.js`, await snippet(RECIPES, "js", "arrive()"));
  await followRecipe(stack, { folder: app.folder, name: "html" });
});
