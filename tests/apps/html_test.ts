/** The client alone, in a page without React and without a bundler, with the lines of docs/components.md. */
import { assertEquals } from "@std/assert";
import { snippet } from "../cli/snippets.ts";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { createSetup } from "../web/journeys/journey.ts";
import { NpmApp } from "./npmApp.ts";

const TYPES: Record<string, string> = { html: "text/html; charset=utf-8", js: "text/javascript" };

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
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      // The one page, wherever the person is led back to.
      const path = /\.\w+$/.test(pathname) ? pathname : "/index.html";
      const body = await Deno.readFile(app.folder + path).catch(() => null);
      const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
      return new Response(body, { status: body ? 200 : 404, headers: { "content-type": type } });
    },
  );
  await using chromium = await startBrowser([
    `--host-resolver-rules=MAP ${new URL(stack.appUrl).host} 127.0.0.1:${server.addr.port}`,
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
