/**
 * Another app, without React and without `/profile`, on the local stack: `CONNECT_PATH` is its page
 * `/settings/calendar`.
 */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { newVisitor } from "../support/visitor.ts";
import { signUp } from "./journeys/byEmail.ts";

/** The whole app: one file for both of its pages, as docs/set-up.md describes the page that confirms. */
const PAGE = await Deno.readTextFile(new URL("plain-app/index.html", import.meta.url));
const PAGES = ["/lectures/5", "/settings/calendar"];

Deno.test("an app with CONNECT_PATH=/settings/calendar connects who signs in by e-mail, without /profile", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({
    data,
    args: ["--connect-path", "/settings/calendar"],
  });
  const { publishableKey } = (await secretsOf(stack)).keys;
  const { access_token } = await signUp(stack);
  const settings = { functionsUrl: `${stack.apiUrl}/functions/v1`, publishableKey, access_token };
  const html = PAGE.replace("SETTINGS", JSON.stringify(settings));
  const asked = new Set<string>();
  const app = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    asked.add(pathname);
    return PAGES.includes(pathname)
      ? new Response(html, { headers: { "content-type": "text/html" } })
      : new Response("This app has no such page.", { status: 404 });
  });
  // The app is seen at the address that the stack takes for the web app's.
  const { host } = new URL(stack.appUrl);
  await using chromium = await startBrowser([
    `--host-resolver-rules=MAP ${host} 127.0.0.1:${app.addr.port}`,
  ]);
  const visitor = await newVisitor(chromium.browser, stack);
  const { page } = visitor;
  const start = `${stack.appUrl}/lectures/5?tab=a`;
  const says = (text: string) =>
    page.getByRole("status").getByText(text, { exact: true }).waitFor();
  const press = (name: string) => page.getByRole("button", { name }).click();
  const connect = async () => {
    await press("Connect");
    await visitor.consent("Alan");
    await says("Is alan@example.com yours?");
    assertEquals(page.url(), `${stack.appUrl}/settings/calendar`);
  };

  await t.step("a no leads back to where the person came from, and connects nothing", async () => {
    await page.goto(start);
    await says("not_connected");
    await connect();
    await press("No");
    await page.waitForURL(start);
    await says("not_connected");
  });

  await t.step("a yes connects, and leads back there", async () => {
    await connect();
    await press("Yes");
    await page.waitForURL(start);
    await says("connected alan@example.com");
  });

  await t.step("an unknown state leads to that page, which says so", async () => {
    await page.goto(`${stack.apiUrl}/functions/v1/oauth-callback?state=unknown&code=x`);
    await says("state_invalid");
    assertEquals(
      page.url(),
      `${stack.appUrl}/settings/calendar?calendar=error&error=state_invalid`,
    );
  });

  asked.delete("/favicon.ico");
  assertEquals([...asked].toSorted(), PAGES);
  await visitor.close();
  await app.shutdown();
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
