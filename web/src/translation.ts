/**
 * The texts of the whole app in another language than English. English is in the code that shows it, so
 * that who reads English waits for nothing.
 *
 * @module
 */
import { createContext, useContext } from "react";
import type { Texts } from "./calendar/english.ts";
import type { Messages } from "./google-calendar/index.ts";
import { pagesEnglish, type PageTexts } from "./pages/english.ts";

/** Every text that a person can read in the app. */
export interface Translation {
  /** Of the components. */
  messages: Messages;
  /** Of the frame and the pages. */
  pages: PageTexts;
  /** Of the calendar page's own parts. */
  calendar: Texts;
}

/** Undefined for English. */
export const TranslationContext = createContext<Translation | undefined>(undefined);

/** The texts of the frame and the pages. */
export function usePageTexts(): PageTexts {
  return useContext(TranslationContext)?.pages ?? pagesEnglish;
}
