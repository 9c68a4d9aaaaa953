/**
 * The language of the app: the person's choice, or the browser's if all texts are there. Texts and dates always have the same
 * language, so without texts in the browser's language dates are English, too.
 *
 * @module
 */
import type { Messages } from "./google-calendar/index.ts";

/** The languages that the app has texts in, each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

/**
 * Those that are shown without being chosen. In German the page's frame and the components have texts,
 * but not yet the dialogs of an event.
 */
const COMPLETE = ["en"];

/** One of them. */
export type LanguageCode = keyof typeof LANGUAGES;

const KEY = "language";

/** Day before month, and 24 hours: the English that most of the world reads without a mistake. */
const FALLBACK = "en-GB";

/**
 * The tag for texts and dates, such as `de-AT`. `wanted` are the browser's languages, best first, and
 * `chosen` is the person's choice, if any.
 */
export function languageOf(wanted: readonly string[], chosen: string | null): string {
  const codes = chosen !== null && chosen in LANGUAGES ? [chosen] : COMPLETE;
  const found = wanted.filter(isTag).find((tag) => codes.includes(codeOf(tag)));
  return found ?? (codes[0] === "en" ? FALLBACK : codes[0]!);
}

/** Chromium names `en-US@posix` on some systems, which no formatter takes. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** The language part of a tag. */
export function codeOf(tag: string): string {
  return tag.split("-")[0]!.toLowerCase();
}

/** The app's language in this browser. */
export function appLanguage(): string {
  return languageOf(navigator.languages, localStorage.getItem(KEY));
}

/** Keeps the choice on this device, and shows the page in that language. */
export function chooseLanguage(code: LanguageCode): void {
  localStorage.setItem(KEY, code);
  location.reload();
}

/** The texts of the components; undefined for English. Only who reads German loads German. */
export async function loadMessages(tag: string): Promise<Messages | undefined> {
  if (codeOf(tag) !== "de") return undefined;
  // The components' index imports the same file. With a query it is a file of its own in the build.
  return (await import("./google-calendar/german.ts?language")).german;
}
