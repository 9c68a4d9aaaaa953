import { assertEquals } from "@std/assert";
import { languageOf } from "./language.ts";

Deno.test("the browser's English is taken, with its region", () => {
  assertEquals(languageOf(["en-US"], null), "en-US");
  assertEquals(languageOf(["de-AT", "en-IE"], null), "en-IE");
});

Deno.test("a language without texts has English dates, too", () => {
  assertEquals(languageOf(["ar-EG"], null), "en-GB");
  assertEquals(languageOf([], null), "en-GB");
});

Deno.test("the person's choice wins, and keeps the browser's region if there is one", () => {
  assertEquals(languageOf(["en-US", "de-CH"], "de"), "de-CH");
  assertEquals(languageOf(["en-US"], "de"), "de");
  assertEquals(languageOf(["de-DE"], "en"), "en-GB");
  assertEquals(languageOf(["de-DE"], "xx"), "en-GB");
});

Deno.test("what is no language tag is passed over", () => {
  assertEquals(languageOf(["en-US@posix", "en-CA"], null), "en-CA");
  assertEquals(languageOf(["en-US@posix"], null), "en-GB");
});
