/**
 * Builds `marked-app`, and opens it in a browser.
 *
 * @module
 */
import type { Page } from "playwright-core";
import type { TestBrowser } from "../../support/browser.ts";
import { buildApart } from "./buildApart.ts";

const ADDRESS = "https://marked.example/";

/** The built files by path. */
export type Pages = Map<string, { body: string; type: string }>;

const TYPES: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css" };

/** Builds the app. */
export async function buildPages(): Promise<Pages> {
  const folder = await buildApart({ root: "tests/web/components/marked-app", build: {} });
  const found: Pages = new Map();
  const names = [...Deno.readDirSync(`${folder}/assets`)].map(({ name }) => `assets/${name}`);
  for (const name of ["index.html", ...names]) {
    const body = await Deno.readTextFile(`${folder}/${name}`);
    found.set(`/${name}`, { body, type: TYPES[name.split(".").at(-1)!]! });
  }
  await Deno.remove(folder, { recursive: true });
  return found;
}

/** Opens the app in a new page. `rest` is what follows the origin: it says what the server answers. */
export async function openPage(
  pages: Pages,
  { browser }: TestBrowser,
  rest: string,
): Promise<Page> {
  const page = await browser.newPage({ locale: "en-US", timezoneId: "Europe/Berlin" });
  page.setDefaultTimeout(10_000);
  await page.route(`${ADDRESS}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const { body, type } = pages.get(pathname === "/" ? "/index.html" : pathname) ??
      { body: "", type: "text/plain" };
    return route.fulfill({ body, contentType: `${type}; charset=utf-8` });
  });
  await page.goto(ADDRESS + rest);
  return page;
}
