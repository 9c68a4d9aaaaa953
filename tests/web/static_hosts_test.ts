/** A person uses the built app on hosts that send the headers of docs/set-up.md. */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { until } from "../support/until.ts";
import { forProject, nginxHeaders, vercelHeaders } from "./hostHeaders.ts";
import { createSetup } from "./journeys/journey.ts";

const HOSTS = [
  { host: "Vercel", read: vercelHeaders, name: "Ada" },
  { host: "nginx", read: nginxHeaders, name: "Grace" },
];

Deno.test("with the page's headers the app connects, adds and lists, and breaks no policy", async () => {
  await using stack = await startStackProcess({ data: await migratedData() });
  const { publishableKey } = (await secretsOf(stack)).keys;
  for (const { host, read, name } of HOSTS) {
    const headers = forProject(await read(), stack.apiUrl);
    await using app = await serveApp({ ...stack, publishableKey }, headers);
    await using chromium = await startBrowser(app.browserArgs);
    const setup = createSetup(stack, chromium.browser);
    const visitor = await setup.visitor();
    const { page } = visitor;
    const violations: string[] = [];
    await page.exposeFunction("onViolation", (text: string) => void violations.push(text));
    await page.addInitScript(() =>
      addEventListener("securitypolicyviolation", (event) => {
        const { onViolation } = globalThis as unknown as { onViolation(text: string): void };
        onViolation(`${event.effectiveDirective} ${event.blockedURI}`);
      })
    );

    await visitor.connected(name);
    await visitor.addEvent(`From ${host}`);
    await page.getByText(`“From ${host}” is in your calendar`).waitFor();
    for (const path of ["/calendar", "/resources", "/nowhere"]) {
      await visitor.open(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    }
    assertEquals([host, ...violations, ...setup.complaints], [host]);

    // The policy is in force: it refuses what the app never does.
    const answer = await page.goto(stack.appUrl);
    assertEquals(answer!.headers()["content-security-policy"], headers["content-security-policy"]);
    await page.evaluate(() => fetch("https://elsewhere.test/").catch(() => {}));
    await until(() => violations.length > 0);
    // By the header, and by the page's own policy.
    assertEquals([...new Set(violations)], ["connect-src https://elsewhere.test/"]);
    await setup.close();
  }
});
