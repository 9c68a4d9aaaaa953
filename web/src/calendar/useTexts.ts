/**
 * The texts of the calendar page in the language that the app chose, and the language of its dates.
 *
 * @module
 */
import { useContext } from "react";
import { dateLanguage, type Messages, useLanguage } from "../google-calendar/index.ts";
import { TranslationContext } from "../translation.ts";
import { english, type Texts } from "./english.ts";

/** `messages` are the components' texts. `locale` is a BCP 47 tag. */
export function useTexts(): { texts: Texts; messages: Messages; locale: string } {
  const { locale, messages } = useLanguage();
  const texts = useContext(TranslationContext)?.calendar ?? english;
  return { texts, messages, locale: dateLanguage(locale) };
}
