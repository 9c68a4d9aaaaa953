import { assertEquals } from "@std/assert";
import { languageOf } from "./language.ts";

Deno.test("the browser's best language with texts is taken, with its region", () => {
  assertEquals(languageOf(["de-AT", "en"], null), "de-AT");
  assertEquals(languageOf(["fr-FR", "de", "en-US"], null), "de");
  assertEquals(languageOf(["en-US"], null), "en-US");
});

Deno.test("a language without texts has English dates, too", () => {
  assertEquals(languageOf(["ar-EG"], null), "en-GB");
  assertEquals(languageOf([], null), "en-GB");
});

Deno.test("the person's choice wins, and keeps the browser's region if there is one", () => {
  assertEquals(languageOf(["en-US", "de-CH"], "de"), "de-CH");
  assertEquals(languageOf(["en-US"], "de"), "de");
  assertEquals(languageOf(["de-DE"], "en"), "en-GB");
  assertEquals(languageOf(["de-DE"], "xx"), "de-DE");
});
