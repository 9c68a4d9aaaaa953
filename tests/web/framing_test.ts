/** The built app on static hosts: with its `_headers` file, and with the headers of docs/set-up.md. */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { serveApp } from "./builtApp.ts";
import { forProject, nginxHeaders, vercelHeaders } from "./hostHeaders.ts";

const APP = "http://app.test";
const PLACE = {
  apiUrl: "http://project.test",
  appUrl: APP,
  publishableKey: "sb_publishable_none",
};

async function worksInNoFrame(headers?: Record<string, string>): Promise<void> {
  await using app = await serveApp(PLACE, headers);
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
}

Deno.test("the built app works on its own and in no frame, on a host that reads _headers", async () => {
  await worksInNoFrame();
});

for (const [host, read] of Object.entries({ Vercel: vercelHeaders, nginx: nginxHeaders })) {
  Deno.test(`the built app works on its own and in no frame, with the page's headers for ${host}`, async () => {
    await worksInNoFrame(forProject(await read(), PLACE.apiUrl));
  });
}
