/** Every text of the web app is there in each language, and no text is anywhere else. */
import { assert, assertEquals } from "@std/assert";
import { countText } from "../../web/src/calendar/countText.ts";
import { english as calendarEnglish } from "../../web/src/calendar/english.ts";
import { eventEnglish } from "../../web/src/calendar/eventEnglish.ts";
import { formEnglish } from "../../web/src/calendar/formEnglish.ts";
import { german as calendarGerman } from "../../web/src/calendar/german.ts";
import { german as componentsGerman } from "../../web/src/google-calendar/german.ts";
import { pagesEnglish } from "../../web/src/pages/english.ts";
import { pagesGerman } from "../../web/src/pages/german.ts";
import { hardCoded } from "./hardCoded.ts";

const SOURCE = new URL("../../web/src/", import.meta.url).pathname;

/** Texts that German writes the same. */
const SAME = new Set([
  "tabTitle",
  "pin",
  "color_4", // Flamingo
  "optional",
]);

const PAIRS: [name: string, english: Record<string, string>, german: Record<string, string>][] = [
  ["pages", pagesEnglish, pagesGerman],
  ["calendar", calendarEnglish, calendarGerman],
];

Deno.test("every text is translated, with the same names in braces", () => {
  const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [part, english, german] of PAIRS) {
    assertEquals(Object.keys(german).sort(), Object.keys(english).sort());
    for (const [name, text] of Object.entries(english)) {
      const translated = german[name]!;
      assert(text.trim() !== "" && translated.trim() !== "", `${part}.${name}`);
      assertEquals(names(translated), names(text), `${part}.${name}`);
      assert(SAME.has(name) || translated !== text, `${part}.${name}: ${text}`);
    }
  }
});

Deno.test("German says Sie, and has its own quotation marks and ellipses", () => {
  const texts = [pagesGerman, calendarGerman, componentsGerman, componentsGerman.explanations]
    .flatMap((part) => Object.values(part))
    .flatMap((text) =>
      typeof text === "string" ? text : "title" in text ? [text.title, text.advice] : []
    );
  assert(texts.length > 350, `${texts.length}`);
  for (const text of texts) {
    assert(!/(^|[^\p{L}])(du|dich|dir|dein\p{L}*)([^\p{L}]|$)/iu.test(text), text);
    assert(!/”|"|\.\.\.|\S…/.test(text), text);
  }
});

Deno.test("no text of one file hides a text of another", () => {
  const parts = [eventEnglish, formEnglish].flatMap((part) => Object.keys(part));
  const whole = Object.keys(calendarEnglish);
  assertEquals(new Set(parts).size, parts.length);
  const own = Deno.readTextFileSync(`${SOURCE}calendar/english.ts`).match(/^ {2}"?[\w-]+"?:/gm) ??
    [];
  assertEquals(own.length + parts.length, whole.length);
});

Deno.test("every text is used", async () => {
  let source = "";
  await eachFile(async (_path, file) => {
    source += await Deno.readTextFile(file);
  });
  const isUsed = (name: string) =>
    source.includes(`.${name}`) || source.includes(`"${name}"`) ||
    // The rest of the name is filled in.
    [...name.matchAll(/_/g)].some(({ index }) =>
      source.includes(`\`${name.slice(0, index + 1)}\${`)
    ) ||
    // `countText` begins with the name.
    (/_(one|other)$/.test(name) && source.includes(`"${name.replace(/_\w+$/, "")}"`));
  const all = [pagesEnglish, calendarEnglish].flatMap((part) => Object.keys(part));
  assertEquals(all.filter((name) => !isUsed(name)), []);
});

Deno.test("a number has the plural form of its language", () => {
  assertEquals(countText(calendarEnglish, "showMore", 1, "en-GB"), "Show 1 more event");
  assertEquals(countText(calendarEnglish, "showMore", 2, "en-GB"), "Show 2 more events");
  assertEquals(countText(calendarGerman, "showMore", 1, "de"), "1 weiteren Termin zeigen");
  assertEquals(countText(calendarGerman, "more", 1200, "de"), "1.200 weitere");
});

Deno.test("words in JSX and sentences in code are found, technical strings are not", () => {
  const found = (source: string) =>
    hardCoded("a.tsx", source).map((finding) => finding.replace(/^\S+ /, ""));
  assertEquals(found(`<p className="gc card">Save it</p>`), ["Save it"]);
  assertEquals(found(`<a title="More" alt={"Even more"} href="https://x.y" />`), [
    "More",
    "Even more",
  ]);
  assertEquals(found("<p aria-label={on ? `Hide ${x}` : texts.show}>{x}</p>"), ["Hide {}"]);
  assertEquals(found(`<p>{kind === "one" ? "first" : ok && "second"}</p>`), ["first", "second"]);
  assertEquals(found(`<Field label="Notes" name="notes" />`), ["Notes"]);
  assertEquals(found(`<p>{"a" + "bc"}{f("xyz")}{texts["key"]}<code>deno</code> · ×</p>`), ["bc"]);
  assertEquals(found(`const a = { b: "Enter the day." }; set(\`“\${x}” was saved.\`)`), [
    "Enter the day.",
    "“ {} ” was saved.",
  ]);
  assertEquals(found(`import a from "Not a text"; throw new Error("Not for people");`), []);
});

/** The texts themselves, and what stands in no page. */
const EXEMPT = /(^|\/)(english|german|\w+English|\w+German|messages|language)\.ts$|_test\.tsx?$/;

/** The web app's source files, but for the texts and the tests. */
async function eachFile(read: (path: string, file: string) => Promise<void>, folder = "") {
  for await (const { name, isDirectory } of Deno.readDir(SOURCE + folder)) {
    const path = folder + name;
    if (isDirectory) await eachFile(read, `${path}/`);
    else if (/\.tsx?$/.test(name) && !EXEMPT.test(path)) await read(path, SOURCE + path);
  }
}

/** What the client says to programmers, as its functions' own messages. */
const FOR_PROGRAMMERS = /^google-calendar\/client\.ts:/;

Deno.test("no word that a person reads is outside of the texts", async () => {
  const found: string[] = [];
  let files = 0;
  await eachFile(async (path, file) => {
    files++;
    found.push(...hardCoded(path, await Deno.readTextFile(file)));
  });
  assert(files > 120, `${files}`);
  assertEquals(found.filter((one) => !FOR_PROGRAMMERS.test(one)), []);
});
