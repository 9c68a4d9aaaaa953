/**
 * Texts that depend on a number.
 *
 * @module
 */
import { fill } from "../google-calendar/index.ts";
import type { Texts } from "./english.ts";

/** The text in the plural form that the language has for `count`, with the number in it. */
export function countText(
  texts: Texts,
  name: "more" | "showMore",
  count: number,
  locale: string,
): string {
  const form = new Intl.PluralRules(locale).select(count) === "one" ? "one" : "other";
  return fill(texts[`${name}_${form}`], { count: new Intl.NumberFormat(locale).format(count) });
}
