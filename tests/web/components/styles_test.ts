/** The components' styles touch nothing of the app that they are copied into, and follow its theme. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { startBrowser, type TestBrowser } from "../../support/browser.ts";

const FOLDER = "web/src/google-calendar";
const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) =>
  name.endsWith(".css")
);
const sheets = await Promise.all(
  names.map(async (name) => ({ name, css: await Deno.readTextFile(`${FOLDER}/${name}`) })),
);
const css = sheets.map((sheet) => sheet.css).join("\n").replaceAll(/\/\*[\s\S]*?\*\//g, "");

/** Every selector, one for each comma that is not inside brackets. */
function selectors(): string[] {
  return [...css.matchAll(/([^{};]+)\{/g)].map(([, before = ""]) => before.trim())
    .filter((text) => !text.startsWith("@") && !/^(to|from|\d+%)$/.test(text))
    .flatMap((text) => text.split(/,(?![^(]*\))/)).map((text) => text.trim());
}

Deno.test("every rule is for an element of the components", () => {
  assert(selectors().length > 60);
  const own = /^(?::where\(\.gcal\)$|\.gcal\b|\.gc-[a-z])/;
  assertEquals(selectors().filter((selector) => !own.test(selector)), []);
});

Deno.test("every colour, the font and the radius are properties that an app can set", () => {
  const theme = sheets.find(({ name }) => name === "theme.css")!.css;
  const used = new Set(
    css.match(/var\(--gc-[a-z-]+/g)!.map((use) => use.slice("var(--gc-".length)),
  );
  for (const name of used) {
    assertMatch(theme, new RegExp(`--gc-${name}: var\\(\\s*--gcal-${name},`));
  }
  assert(css.includes("var(--gcal-font, inherit)"));
  // What shades the page behind a dialog is the same in every theme.
  const literal = css.match(/^\s+(?!--)[a-z-]+:.*(?:#[0-9a-f]{3,}|rgb\().*$/gm)!;
  assertEquals(literal.map((line) => line.trim()), [
    "box-shadow: 0 24px 64px -16px rgb(0 0 0 / 45%);",
    "background: rgb(10 14 22 / 55%);",
  ]);
});

Deno.test("the system's theme is the app's to follow, and no side is named left or right", () => {
  assert(!css.includes("prefers-color-scheme"));
  assertEquals(css.match(/[\w-]*\b(?:left|right)\b[\w-]*/g), null);
});

const ELEMENTS = `
  <p id="app">The app's own</p>
  <section class="gcal gc-card"><h2>Heading</h2><button class="gcal gc-button">Go</button>
    <dialog class="gcal gc-dialog"><h3>Sure?</h3></dialog></section>`;

/** The colours of a card and of a dialog in a page, whose system is dark. */
async function colours({ browser }: TestBrowser, head: string, body = ELEMENTS) {
  const page = await browser.newPage({ colorScheme: "dark" });
  const bundled = sheets.filter(({ name }) => name !== "google-calendar.css")
    .sort((a, b) => a.name === "theme.css" ? -1 : b.name === "theme.css" ? 1 : 0)
    .map((sheet) => sheet.css).join("\n");
  await page.setContent(`<!doctype html>${head}<style>${bundled}</style>${body}`);
  const found = await page.evaluate(() => {
    const of = (selector: string) => getComputedStyle(document.querySelector(selector)!);
    document.querySelector("dialog")!.showModal();
    return {
      card: of(".gc-card").backgroundColor,
      text: of(".gc-card h2").color,
      dialog: of("dialog").backgroundColor,
      button: of(".gc-button").backgroundColor,
      app: [of("#app").color, of("html").colorScheme, of("#app").fontFamily],
    };
  });
  await page.close();
  return found;
}

const LIGHT = { card: "rgb(255, 255, 255)", text: "rgb(26, 31, 43)", dialog: "rgb(255, 255, 255)" };
const DARK = { card: "rgb(24, 28, 37)", text: "rgb(233, 236, 242)", dialog: "rgb(24, 28, 37)" };

Deno.test("on a dark system the components follow the app: light, dark, by class, or in its own colours", async () => {
  await using chromium = await startBrowser();
  const shown = async (head: string, body?: string) => {
    const { app: _, button: __, ...rest } = await colours(chromium, head, body);
    return rest;
  };
  assertEquals(await shown(""), LIGHT, "an app that says nothing is light");
  assertEquals(await shown("<style>:root{color-scheme:light}</style>"), LIGHT);
  assertEquals(await shown("<style>:root{color-scheme:light dark}</style>"), DARK);
  assertEquals(await shown("", `<div class="dark">${ELEMENTS}</div>`), DARK);
  // An app whose headings are white, because its own background is not.
  assertEquals(await shown("<style>h2,h3{color:white}p{color:red}</style>"), LIGHT);
  const set = "<style>:root{--gcal-surface:rgb(1, 2, 3);--gcal-accent:rgb(4, 5, 6)}</style>";
  const own = await colours(chromium, set);
  assertEquals([own.card, own.dialog, own.button], [
    "rgb(1, 2, 3)",
    "rgb(1, 2, 3)",
    "rgb(4, 5, 6)",
  ]);
  const without = await colours(chromium, "", ELEMENTS.replaceAll("gcal ", ""));
  assertEquals(own.app, without.app, "the app's own elements stay as they were");
});
