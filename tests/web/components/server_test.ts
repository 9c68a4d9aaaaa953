/** The components where there is no browser. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { german } from "../../../web/src/google-calendar/german.ts";
import { sourceFiles } from "../../support/moduleGraph.ts";
import { buildApart } from "./buildApart.ts";

Deno.test("a server renders the components, in the app's language, without an address or a document", async () => {
  const outDir = await buildApart({
    ssr: { noExternal: true },
    build: {
      ssr: "tests/web/components/serverPage.tsx",
      rollupOptions: { output: { entryFileNames: "page.mjs" } },
    },
  });
  assertEquals([typeof location, typeof document], ["undefined", "undefined"]);
  const { html } = await import(`file://${outDir}/page.mjs`);
  await Deno.remove(outDir, { recursive: true });
  assertStringIncludes(html, german.loadingConnection);
  assert(!html.includes("<form"), "the form waits for a connection");
});

Deno.test("every file with state or context says that it is for the client, and no other does", async () => {
  for (const path of sourceFiles("web/src/google-calendar")) {
    const text = await Deno.readTextFile(path);
    const needs = /from "react"/.test(text.replaceAll(/import type .*/g, "")) ||
      path.endsWith(".tsx");
    assertEquals(text.startsWith('"use client";\n'), needs, path);
  }
});
