import { assertEquals } from "@std/assert";
import { directionOf, languageOf } from "./language.ts";

Deno.test("the browser's first language that has texts is taken, with its region", () => {
  assertEquals(languageOf(["en-US"], null), "en-US");
  assertEquals(languageOf(["de-AT", "en-IE"], null), "de-AT");
  assertEquals(languageOf(["fr-FR", "en-IE", "de-AT"], null), "en-IE");
});

Deno.test("a language without texts has English dates, too", () => {
  assertEquals(languageOf(["ar-EG"], null), "en-GB");
  assertEquals(languageOf([], null), "en-GB");
});

Deno.test("the person's choice wins, and keeps the browser's region if there is one", () => {
  assertEquals(languageOf(["en-US", "de-CH"], "de"), "de-CH");
  assertEquals(languageOf(["en-US"], "de"), "de");
  assertEquals(languageOf(["de-DE"], "en"), "en-GB");
});

Deno.test("what is no language is passed over", () => {
  assertEquals(languageOf(["en-US@posix", "en-CA"], null), "en-CA");
  assertEquals(languageOf(["en-US@posix"], null), "en-GB");
  for (const chosen of ["xx", "", "toString"]) {
    assertEquals(languageOf(["de-DE"], chosen), "de-DE", chosen);
  }
});

Deno.test("a language that is written from right to left turns the page", () => {
  assertEquals(["ar-EG", "he"].map(directionOf), ["rtl", "rtl"]);
  assertEquals(["de-AT", "en-GB"].map(directionOf), ["ltr", "ltr"]);
});
