/**
 * Builds `marked-app`, and opens it in a browser.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { build } from "vite";
import type { TestBrowser } from "../../support/browser.ts";

const ADDRESS = "https://marked.example/";

/** The built files by path. */
export type Pages = Map<string, { body: string; type: string }>;

/** Builds the app. */
export async function buildPages(): Promise<Pages> {
  const result = await build({
    root: "tests/web/components/marked-app",
    configFile: false,
    logLevel: "silent",
    // The web app has packages of its own once it was started.
    resolve: { dedupe: ["react", "react-dom"] },
    build: { write: false },
  });
  const { output } = result as unknown as {
    output: { fileName: string; code?: string; source?: string | Uint8Array }[];
  };
  const types = { html: "text/html", js: "text/javascript", css: "text/css" };
  return new Map(output.map(({ fileName, code, source }) => {
    const body = code ?? (typeof source === "string" ? source : new TextDecoder().decode(source));
    const type = types[fileName.split(".").at(-1) as keyof typeof types];
    return [`/${fileName}`, { body, type }];
  }));
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
