/**
 * The language of the app: the person's choice, or the first of the browser's that has texts. Texts and
 * dates always have the same language, so without texts in any of them dates are English, too.
 *
 * @module
 */
import type { Translation } from "./translation.ts";

/** The languages that the app has all texts in, each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

/** One of them. */
export type LanguageCode = keyof typeof LANGUAGES;

const KEY = "language";

/** Day before month, and 24 hours: the English that most of the world reads without a mistake. */
export const FALLBACK = "en-GB";

/**
 * The tag for texts and dates, such as `de-AT`. `wanted` are the browser's languages, best first, and
 * `chosen` is the person's choice, if any.
 */
export function languageOf(wanted: readonly string[], chosen: string | null): string {
  const codes = chosen !== null && isCode(chosen) ? [chosen] : Object.keys(LANGUAGES);
  const found = wanted.filter(isTag).find((tag) => codes.includes(codeOf(tag)));
  return found ?? (codes[0] === "en" ? FALLBACK : codes[0]!);
}

function isCode(text: string): text is LanguageCode {
  return Object.hasOwn(LANGUAGES, text);
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

/** The direction that a language is written in, for `<html dir>`. */
export function directionOf(tag: string): "ltr" | "rtl" {
  const locale = new Intl.Locale(tag) as Intl.Locale & {
    getTextInfo?: () => { direction: "ltr" | "rtl" };
  };
  return locale.getTextInfo?.().direction ?? "ltr";
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

/** The texts; undefined for English. */
export async function loadTranslation(tag: string): Promise<Translation | undefined> {
  if (codeOf(tag) !== "de") return undefined;
  return (await import("./german.ts")).german;
}
