/** Whatever the components say is an app's to word: all of it comes from the messages and the locale. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { english, type Messages } from "../../../web/src/google-calendar/english.ts";
import { fill } from "../../../web/src/google-calendar/fill.ts";
import { formatWait } from "../../../web/src/google-calendar/format.ts";
import { german } from "../../../web/src/google-calendar/german.ts";
import { startBrowser, type TestBrowser } from "../../support/browser.ts";
import { buildPages, openPage } from "./markedApp.ts";

/** Every text under its path, such as `explanations.offline.title`. */
function texts(messages: Messages): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(messages)) {
    if (typeof value === "string") found.set(name, value);
    else {
      for (const [code, { title, advice }] of Object.entries(value)) {
        found.set(`${code}.title`, title).set(`${code}.advice`, advice);
      }
    }
  }
  return found;
}

Deno.test("the German messages are translated, each with the English one's names in braces", () => {
  const [before, after] = [texts(english), texts(german)];
  assertEquals([...after.keys()].sort(), [...before.keys()].sort());
  const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [name, text] of before) {
    const translated = after.get(name)!;
    assertEquals(names(translated), names(text), name);
    assert(translated !== text, `${name}: ${text}`);
    // German closes its quotation marks with what opens them in English.
    assert(!/”|\.\.\./.test(translated), `${name}: ${translated}`);
  }
});

Deno.test("a translation without one of the messages does not compile", async () => {
  const folder = await Deno.makeTempDir({ prefix: "translation-" });
  const from = new URL("../../../web/src/google-calendar/", import.meta.url).href;
  const source = `import { english, type Messages } from "${from}english.ts";
    const { connect, ...rest } = english;
    export const whole: Messages = { ...rest, connect };
    export const broken: Messages = rest;`;
  await Deno.writeTextFile(`${folder}/broken.ts`, source);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--node-modules-dir=auto", "--config", "deno.json", `${folder}/broken.ts`],
    env: { NO_COLOR: "1" },
  }).output();
  await Deno.remove(folder, { recursive: true });
  const text = new TextDecoder().decode(stderr);
  assert(!success);
  assertMatch(text, /Property 'connect' is missing/);
  assertEquals(text.match(/TS\d+ \[ERROR\]/g)?.length, 1, text);
});

Deno.test("names are filled in, and a wait is told in the locale's language", () => {
  assertEquals(fill("{a} and {b}, {a}", { a: "1", b: "{a}" }), "1 and {a}, 1");
  assertEquals(fill("{unknown}", {}), "{unknown}");
  assertEquals(formatWait(100, "de"), "2 Minuten");
});

const pages = await buildPages();

const open = (chromium: TestBrowser, rest: string) => openPage(pages, chromium, rest);

/** What a person sees or hears, piece by piece. */
const said = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const root = document.getElementById("root")!;
    const walk = (node: Node, around: string) => {
      if (node instanceof Text) found.push(around + node.data);
      if (!(node instanceof Element)) return;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        if (node.hasAttribute(name)) found.push(node.getAttribute(name)!);
      }
      // A message with elements in it counts as one piece.
      if (node.matches("p, dd, time, summary, label, h2, h3, button")) {
        found.push(node.textContent ?? "");
        return;
      }
      for (const child of node.childNodes) walk(child, around);
    };
    walk(root, "");
    return found.map((text) => text.trim()).filter((text) => text !== "");
  });

/** Pieces that are an app's own data or a date, beside those that are marked as messages. */
const OWN = /^(?:(?:ada|bob)@example\.com|Lectures|.*\b20\d\d\b.*)$/;

const STATES: [address: string, act?: (page: Page) => Promise<void>][] = [
  ["?loads=never"],
  ["?status=not_connected"],
  ["?status=needs_reconnect&reason=scope_missing"],
  ["?status=needs_reconnect&reason=session_control"],
  ["?status=connected"],
  ["?status=not_connected&fails=network_error", (page) => page.locator(".gc-button").click()],
  ["?calendar=connected"],
  ["?calendar=error&error=state_invalid"],
  ["?calendar=error&error=access_denied"],
  ["?status=not_connected&calendar=error&error=google_account_in_use"],
  ["?pending=bob@example.com#calendar=confirm&confirmation=c"],
  ["#calendar=confirm&confirmation=c"],
  ["?status=connected", (page) => page.locator(".gc-card .gc-button-plain").nth(1).click()],
  ["?status=connected", (page) => page.locator(".gc-button[type=submit]").click()],
  ["?status=connected", add],
  ["?fails=google_rejected_event", add],
  ["?fails=google_rate_limited", add],
  ["?fails=unauthenticated", add],
  ["?fails=brand_new", add],
  ["?several"],
  ["?several&calendar=connected"],
  ["?several&second=needs_reconnect"],
  ["?several&fails=network_error", (page) => page.getByText(/Make default/).click()],
  ["?several&fails=network_error", (page) => page.getByText(/Add another account/).click()],
  ["?several", (page) => page.getByText(/Disconnect»$/).nth(2).click()],
  ["?several", (page) => page.getByText(/«Disconnect all»/).first().click()],
];

async function add(page: Page) {
  await page.locator("[name=title]").fill("«Lecture»");
  await page.locator(".gc-button[type=submit]").click();
  await page.locator(".gc-notice").waitFor();
}

Deno.test("in every state nothing is said but messages, data and dates", async () => {
  await using chromium = await startBrowser();
  let pieces = 0;
  for (const [address, act] of STATES) {
    const page = await open(chromium, address);
    await page.locator(".gc-card").first().waitFor();
    if (!address.includes("never")) await page.locator(".gc-badge, .gc-notice").first().waitFor();
    await act?.(page);
    await page.waitForTimeout(100);
    const all = await said(page);
    pieces += all.length;
    const unmarked = all.filter((text) => !/^«.*»$/s.test(text) && !OWN.test(text));
    assertEquals(unmarked, [], address);
    await page.close();
  }
  assert(pieces > 150, `${pieces}`);
});

Deno.test("in German, dates and zones follow the locale, whatever the browser's language is", async () => {
  await using chromium = await startBrowser();
  const page = await open(chromium, "?german&locale=de-AT");
  await page.getByText("Verbunden", { exact: true }).waitFor();
  const time = page.locator("time").first();
  assertEquals(await time.textContent(), "15. August 2026");
  assertEquals(await time.getAttribute("lang"), "de-AT");
  assertMatch((await said(page)).join("\n"), /Ihre Zeitzone: Europe\/Berlin \(Mitteleuropäische /);
  await page.getByRole("button", { name: "Zum Kalender hinzufügen" }).click();
  await page.getByText("Geben Sie dem Termin einen Titel.").waitFor();
  await page.close();
});

Deno.test("from right to left, everything is mirrored and nothing sticks out", async () => {
  await using chromium = await startBrowser();
  const page = await open(chromium, "?calendar=connected");
  await page.setViewportSize({ width: 360, height: 700 });
  await page.locator(".gc-badge").waitFor();
  const edges = () =>
    page.evaluate(() => {
      const box = (selector: string) => {
        const { left, right } = document.querySelector(selector)!.getBoundingClientRect();
        return { left: Math.round(left), right: Math.round(right) };
      };
      const width = document.documentElement.clientWidth;
      return {
        width,
        all: [".gc-card h2", ".gc-badge", ".gc-notice-icon", ".gc-dismiss", ".gc-features svg"].map(
          box,
        ),
        fits: document.documentElement.scrollWidth <= width,
      };
    });
  const ltr = await edges();
  await page.evaluate(() => document.documentElement.dir = "rtl");
  const rtl = await edges();
  assertEquals([ltr.fits, rtl.fits], [true, true]);
  const mirrored = rtl.all.map(({ left, right }) => ({
    left: rtl.width - right,
    right: rtl.width - left,
  }));
  for (const [index, { left, right }] of ltr.all.entries()) {
    // A pixel for rounding.
    assert(Math.abs(mirrored[index]!.left - left) <= 1, JSON.stringify({ index, ltr, rtl }));
    assert(Math.abs(mirrored[index]!.right - right) <= 1, JSON.stringify({ index, ltr, rtl }));
  }
  await page.close();
});
