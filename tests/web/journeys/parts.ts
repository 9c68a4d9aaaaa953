/**
 * The files that a page is made of: who loads which, and what is said if one is missing.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import type { Setup } from "./journey.ts";

/** The scripts that the browser asks for from now on, without the hash in their names. */
function scripts({ page }: Visitor): Set<string> {
  const found = new Set<string>();
  page.on("request", (request) => {
    const [, name] = /\/assets\/([A-Za-z]+)-[^/]+\.js$/.exec(request.url()) ?? [];
    if (name) found.add(name);
  });
  return found;
}

/** Who is signed out loads one file, on every page and however long they stay. */
export async function signedOut(setup: Setup) {
  const nobody = await setup.visitor();
  const found = scripts(nobody);
  for (const path of ["/", "/profile", "/calendar", "/resources"]) {
    await nobody.open(path);
    await nobody.page.getByRole("button", { name: "Sign in with Google" }).waitFor();
  }
  // Longer than the page waits before it loads more for who is signed in.
  await nobody.page.waitForTimeout(3000);
  assertEquals([...found], ["index"]);
  await nobody.close();
}

/** The pages are loaded while nothing else is to do, and the calendar's view when its link is pointed at. */
export async function prefetched(setup: Setup, ada: Visitor) {
  const visitor = await setup.visitor({ storageState: await ada.context.storageState() });
  const { page } = visitor;
  const found = scripts(visitor);
  await visitor.open("/");
  const loaded = page.waitForResponse(/\/assets\/CalendarParts-/);
  await page.getByRole("link", { name: "Open my calendar" }).waitFor();
  await loaded;
  assertEquals(found.has("CalendarBoard"), false);
  const view = page.waitForResponse(/\/assets\/CalendarBoard-.*\.js$/);
  await page.getByRole("link", { name: "Calendar", exact: true }).hover();
  await view;
  await visitor.close();
}

/** A file that cannot be loaded, as after a new version was deployed, is told, and one button loads the page again. */
export async function missing(setup: Setup, ada: Visitor) {
  const visitor = await setup.visitor({ storageState: await ada.context.storageState() });
  const { page } = visitor;
  await page.route(/\/assets\/ProfileParts-/, (route) => route.abort());
  await visitor.open("/profile");
  await page.getByText("The app’s service cannot be reached").waitFor();
  await page.unroute(/\/assets\/ProfileParts-/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Add to calendar" }).waitFor();
  await visitor.close();
}
