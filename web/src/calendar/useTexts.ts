/**
 * The texts of the calendar page in the language that the app chose, and the language of its dates.
 *
 * @module
 */
import { dateLanguage, useLanguage } from "../google-calendar/index.ts";
import { english, type Texts } from "./english.ts";
import { german } from "./german.ts";

/** `locale` is a BCP 47 tag. */
export function useTexts(): { texts: Texts; locale: string } {
  const { locale } = useLanguage();
  const language = dateLanguage(locale);
  return { texts: /^de\b/.test(locale ?? "") ? german : english, locale: language };
}
