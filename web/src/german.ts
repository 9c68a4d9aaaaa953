/**
 * Every text of the app in German. Only who reads German loads it.
 *
 * @module
 */
import { german as calendar } from "./calendar/german.ts";
// The components' index imports the same file. With a query it is in this file's part of the build.
import { german as messages } from "./google-calendar/german.ts?language";
import { pagesGerman as pages } from "./pages/german.ts";
import type { Translation } from "./translation.ts";

export const german: Translation = { messages, pages, calendar };
