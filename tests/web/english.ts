/**
 * Finds English on a page that is shown in another language.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { english as calendar } from "../../web/src/calendar/english.ts";
import { english as components } from "../../web/src/google-calendar/english.ts";
import { german } from "../../web/src/german.ts";
import { pagesEnglish as pages } from "../../web/src/pages/english.ts";

/** All texts of nested objects. */
function textsOf(part: object): string[] {
  return Object.values(part).flatMap((value) => typeof value === "string" ? value : textsOf(value));
}

/** A whole piece that is one of the English texts, whatever stands at its names in braces. */
function patternsOf(english: object, translated: object): RegExp[] {
  const same = new Set(textsOf(translated));
  return textsOf(english)
    // A text that is names and two or three letters would fit pieces of any language.
    .filter((text) => !same.has(text) && (!/\{/.test(text) || !/^.{0,6}$/.test(withoutNames(text))))
    .map((text) => {
      const fixed = text.split(/\{\w+\}/).map((part) =>
        part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")
      );
      return new RegExp(`^${fixed.join(".*")}$`, "s");
    });
}

function withoutNames(text: string): string {
  return text.replaceAll(/\{\w+\}|[^\p{L}]/gu, "");
}

const PATTERNS = patternsOf({ pages, calendar, components }, german);

/** Common English words that German does not have. Nearly every English sentence has one of them. */
const WORDS =
  /\b(the|you|your|this|that|with|and|not|event|events|calendar|add|save|delete|edit|close|open|show|from|of|every|more|next|previous|view|week|month|timed)\b/i;

/** What the page says or reads out, piece by piece, without the names of zones. */
export async function said(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const pieces = new Set<string>([document.title]);
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      if (element.closest("script, style, noscript, optgroup")) continue;
      for (const name of ["aria-label", "placeholder", "title", "alt", "label"]) {
        pieces.add(element.getAttribute(name) ?? "");
      }
      for (const child of element.childNodes) if (child instanceof Text) pieces.add(child.data);
      // A message with elements in it counts as one piece.
      if (element.matches("p, li, dd, summary, label, h1, h2, h3, button, legend, a")) {
        pieces.add(element.textContent ?? "");
      }
    }
    return [...pieces];
  });
  return found.map((text) => text.replaceAll(/\s+/g, " ").trim()).filter((text) => text !== "");
}

/** The pieces that are English. `data` is what people or Google wrote; it may be in any language. */
export async function englishOn(page: Page, data: readonly string[]): Promise<string[]> {
  return (await said(page)).filter((piece) => {
    if (data.includes(piece)) return false;
    const own = data.reduce((text, one) => text.replaceAll(one, "…"), piece);
    return WORDS.test(own) || PATTERNS.some((pattern) => pattern.test(own));
  });
}
