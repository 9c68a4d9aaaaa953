/** One person's authorization link is opened by another: two real browser profiles. */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { startStackProcess } from "../support/startedStack.ts";
import { newVisitor } from "../support/visitor.ts";

Deno.test("an authorization link that is opened by somebody else connects nobody", async () => {
  const data = await Deno.makeTempDir({ prefix: "data-" });
  await using stack = await startStackProcess({ data });
  const chromium = await startBrowser();
  const attacker = await newVisitor(chromium.browser, stack);
  const victim = await newVisitor(chromium.browser, stack);
  await attacker.open("/profile");
  await attacker.signIn("Grace");
  await victim.open("/profile");
  await victim.signIn("Ada");

  // The attacker presses Connect, and keeps the link instead of following it.
  let link = "";
  await attacker.page.route(`${stack.googleUrl}/**`, (route) => {
    link = route.request().url();
    return route.abort();
  });
  await attacker.page.getByRole("button", { name: "Connect Google Calendar" }).click();
  while (!link) await new Promise((resolve) => setTimeout(resolve, 50));

  // The victim opens it, and consents with their own account.
  await victim.page.goto(link);
  await victim.consent("Ada");
  await victim.page.waitForURL(`${stack.appUrl}/profile`);
  await victim.page.getByText(/too long|expired|connect again|no longer/i).first().waitFor();
  const picture = Deno.env.get("SCREENSHOTS");
  if (picture) await victim.page.screenshot({ path: `${picture}/stolen-link.png` });

  // Neither is connected: the secret is in the victim's browser, and works for the attacker only.
  for (const { page, open } of [attacker, victim]) {
    await page.unroute(`${stack.googleUrl}/**`);
    await open("/profile");
    await page.getByText("Not connected").waitFor();
  }
  const response = await fetch(`${stack.googleUrl}/emulator/calls?endpoint=revoke`);
  assertEquals((await response.json()).count, 0);

  await chromium.close();
  await stack.end();
  await Deno.remove(data, { recursive: true });
});
