import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "./browser.ts";

Deno.test("test browser runs a page's scripts and shows its text", async () => {
  const { browser, close } = await startBrowser();
  const page = await browser.newPage();
  await page.setContent(
    "<h1></h1><script>document.querySelector('h1').textContent = 1 + 1</script>",
  );
  assertEquals(await page.textContent("h1"), "2");
  // Without a font it would have no height.
  assert(await page.isVisible("h1"));
  await close();
});

Deno.test("test browser holds pages to CORS", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const headers = new URL(url).pathname === "/open" ? { "access-control-allow-origin": "*" } : {};
    return new Response("answer", { headers: new Headers(headers as Record<string, string>) });
  });
  const other = `http://127.0.0.1:${server.addr.port}`;
  const { browser, close } = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.addr.port}/`).catch(() => page.goto("about:blank"));
  const read = (path: string) =>
    page.evaluate(
      (address) => fetch(address).then((response) => response.text(), () => "refused"),
      other + path,
    );
  assertEquals([await read("/open"), await read("/closed")], ["answer", "refused"]);
  await close();
  await server.shutdown();
});
