/** Another app that has the components' folder, React, and nothing else of this project. */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
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

/**
 * At the page that confirms, after a start from `return_to`: presses the button, and waits for the address.
 * The app has no router, so that every page is loaded.
 */
async function answers(page: Page, return_to: string, button: string, address: string) {
  await page.unroute("**/oauth-callback/*");
  await page.route("**/oauth-callback/*", (route) => {
    const request = route.request();
    if (request.method() === "OPTIONS") return route.fulfill({ headers: HEADERS });
    const pending = {
      google_email: "ada@example.com",
      scopes: [],
      expires_at: "2026-08-15T09:05:00Z",
      return_to,
    };
    const json = request.url().endsWith("/pending") ? pending : CONNECTION;
    return route.fulfill({ headers: HEADERS, json });
  });
  await page.goto("about:blank");
  await page.goto("https://tiny.example/settings/calendar#calendar=confirm&confirmation=secret");
  await page.getByText("Link ada@example.com?").waitFor({ timeout: 10_000 });
  assertEquals(page.url(), "https://tiny.example/settings/calendar");
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(address, { timeout: 10_000 });
}

const HEADERS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
const ACCOUNT = {
  status: "connected",
  reason: null,
  google_email: "ada@example.com",
  scopes: [],
  features: { events: true, free_busy: true },
  connected_at: "2026-08-15T09:00:00Z",
  expires_at: null,
  account_id: "a1",
  is_default: true,
};
const CONNECTION = { ...ACCOUNT, accounts: [ACCOUNT] };

Deno.test("a second app is built from that folder, connects, adds, and goes on from the page that confirms", async () => {
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
  await page.route("https://tiny.example/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({
      path: out + (pathname.startsWith("/assets/") ? pathname : "/index.html"),
    });
  });
  await page.route("https://project.example/**", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (request.method() === "OPTIONS") return route.fulfill({ headers: HEADERS });
    sent.push(`${request.method()} ${pathname}`);
    const json = request.method() === "POST"
      ? { ...request.postDataJSON(), id: "e1", html_link: null, replayed: false }
      : pathname.includes("list-calendars")
      ? { calendars: [], unavailable: [] }
      : CONNECTION;
    await route.fulfill({ headers: HEADERS, json });
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

  const yes = "Link this account";
  const no = "Not my account";
  const lecture = "https://tiny.example/lectures/5?tab=a";
  await answers(page, lecture, yes, lecture);
  await page.getByText("Google Calendar is connected", { exact: true }).waitFor();
  await answers(page, lecture, no, lecture);
  await page.getByText("Connected", { exact: true }).waitFor();
  assertEquals(await page.getByText("Google Calendar is connected", { exact: true }).count(), 0);

  // Who came from elsewhere goes back there, and the other app is told.
  await page.route("https://other.example/**", (route) => route.fulfill({ body: "Another app" }));
  const other = "https://other.example/lectures?x=1";
  await answers(page, other, yes, `${other}&calendar=connected`);
  await answers(page, other, no, `${other}&calendar=error&error=access_denied`);
  // Who came from this page stays.
  const here = "https://tiny.example/settings/calendar";
  await answers(page, here, yes, here);
  await page.getByText("Google Calendar is connected", { exact: true }).waitFor();
  await Deno.remove(lifted, { recursive: true });
});
