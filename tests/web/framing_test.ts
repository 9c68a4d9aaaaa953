/** The built app on a static host that sends the headers of its `_headers` file. */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { serveApp } from "./builtApp.ts";

const APP = "http://app.test";

Deno.test("the built app works on its own, and in no frame", async () => {
  await using app = await serveApp({
    apiUrl: "http://project.test",
    appUrl: APP,
    publishableKey: "sb_publishable_none",
  });
  await using other = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const framed = new URL(url).searchParams.get("framed");
    const body = framed ? `<iframe src="${framed}"></iframe>` : "<button>Press</button>";
    return new Response(body, { headers: { "content-type": "text/html" } });
  });
  await using chromium = await startBrowser(app.browserArgs);
  const page = await chromium.browser.newPage();
  await page.goto(APP);
  await page.getByRole("button", { name: "Sign in with Google" }).first().waitFor();

  const failures: (string | undefined)[] = [];
  page.on("requestfailed", (request) => failures.push(request.failure()?.errorText));
  const frame = async (address: string) => {
    failures.length = 0;
    await page.goto(`http://127.0.0.1:${other.addr.port}/?framed=${address}`);
    return page.frames()[1]!;
  };
  // A page without the headers shows that the frame itself works.
  await (await frame("/")).getByRole("button").waitFor();
  for (const path of ["/", "/profile", "/nowhere"]) {
    const url = (await frame(APP + path)).url();
    assertEquals([url, ...failures], [
      "chrome-error://chromewebdata/",
      "net::ERR_BLOCKED_BY_RESPONSE",
    ]);
  }
});
