/** Another app that has the components' folder, React, and nothing else of this project. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";

const root = new URL("../../", import.meta.url).pathname;
const FOLDERS = ["web/src/google-calendar", "tests/web/tiny-app"];

/** A folder with those two folders alone, and the packages. */
async function lift(): Promise<string> {
  const lifted = await Deno.makeTempDir({ prefix: "tiny-app-" });
  for (const folder of FOLDERS) {
    await Deno.mkdir(`${lifted}/${folder}`, { recursive: true });
    for await (const { name } of Deno.readDir(root + folder)) {
      await Deno.copyFile(`${root}${folder}/${name}`, `${lifted}/${folder}/${name}`);
    }
  }
  await Deno.symlink(`${root}node_modules`, `${lifted}/node_modules`);
  return lifted;
}

Deno.test("the components' folder imports React and nothing else", async () => {
  const packages = new Set<string>();
  for await (const { name } of Deno.readDir(`${root}${FOLDERS[0]}`)) {
    if (!/(?<!_test)\.tsx?$/.test(name)) continue;
    const source = await Deno.readTextFile(`${root}${FOLDERS[0]}/${name}`);
    for (const [, from = ""] of source.matchAll(/from "([^"]+)"/g)) {
      if (from.startsWith("./")) assert(!from.includes("..", 2), `${name} imports ${from}`);
      else packages.add(from);
    }
  }
  assertEquals([...packages], ["react"]);
});

Deno.test("a second app is built from that folder, and connects and adds", async () => {
  const lifted = await lift();
  const out = `${lifted}/dist`;
  const built = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite@8.3.8", "build", "tests/web/tiny-app", "--outDir", out],
    cwd: lifted,
  }).output();
  assert(built.success, new TextDecoder().decode(built.stderr));

  await using chromium = await startBrowser();
  const page = await chromium.browser.newPage();
  const sent: string[] = [];
  const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
  await page.route("https://tiny.example/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ path: out + (pathname === "/" ? "/index.html" : pathname) });
  });
  await page.route("https://project.example/**", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (request.method() === "OPTIONS") return route.fulfill({ headers });
    sent.push(`${request.method()} ${pathname}`);
    const connection = {
      status: "connected",
      reason: null,
      google_email: "ada@example.com",
      scopes: [],
      features: { events: true, free_busy: true },
      connected_at: "2026-08-15T09:00:00Z",
      expires_at: null,
    };
    const json = request.method() === "POST"
      ? { ...request.postDataJSON(), id: "e1", html_link: null, replayed: false }
      : connection;
    await route.fulfill({ headers, json });
  });
  await page.goto("https://tiny.example/");
  await page.getByText("Connected", { exact: true }).waitFor({ timeout: 10_000 });
  await page.getByLabel("Title").fill("From another app");
  await page.getByRole("button", { name: "Add to calendar" }).click();
  await page.getByText("“From another app” is in your calendar").waitFor({ timeout: 10_000 });
  assertEquals(sent, [
    "GET /functions/v1/calendar-connection/users/me",
    "POST /functions/v1/create-calendar-event/users/me/calendar/events",
  ]);
  await Deno.remove(lifted, { recursive: true });
});
