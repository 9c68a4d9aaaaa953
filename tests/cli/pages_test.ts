/** The form of the documentation's pages: links, code spans, lists, diagrams, the README's length. */
import { assert, assertEquals } from "@std/assert";
import { anchorsOf, PAGES, proseOf, targetsOf } from "./pages.ts";
import { snippetsOf } from "./snippets.ts";

const pages = new Map<string, string>();
for (const page of PAGES) pages.set(page, await Deno.readTextFile(page));

for (const [page, text] of pages) {
  Deno.test(`every link of ${page} leads to a file or a folder, and every anchor to a heading`, async () => {
    for (const target of targetsOf(text)) {
      const [file = "", anchor] = target.split("#");
      const path = file === "" ? page : new URL(file, `file:///${page}`).pathname.slice(1);
      const { isFile } = await Deno.stat(path);
      if (!anchor) continue;
      assert(isFile && anchorsOf(await Deno.readTextFile(path)).has(anchor), `${page}: ${target}`);
    }
  });

  Deno.test(`no code span of ${page} goes on in the next line`, () => {
    proseOf(text).split("\n").forEach((line, index) => {
      assert(line.split("`").length % 2 === 1, `${page}:${index + 1}: ${line}`);
    });
  });

  // Markdown would begin an ordered list there, at that number.
  Deno.test(`no paragraph of ${page} begins with a status and a full stop`, () => {
    assertEquals(proseOf(text).match(/^\s*\d{3}\. .*$/gm), null);
  });

  Deno.test(`no command of ${page} is written for one machine`, async () => {
    for (const { text } of await snippetsOf(page)) assert(!/\/(home|root|tmp|Users)\//.test(text));
  });
}

Deno.test("README.md has at most 200 lines", () => {
  const lines = pages.get("README.md")!.trimEnd().split("\n").length;
  assert(lines <= 200, `${lines} lines`);
});

Deno.test("README.md begins with what it is, then the two commands, then a picture", () => {
  const text = pages.get("README.md")!;
  const order = ["Google Calendar", "git clone", "task start", "<img ", "## What you get"]
    .map((words) => text.indexOf(words));
  assertEquals(order, order.toSorted((a, b) => a - b));
  assert(order.every((place) => place >= 0));
});

Deno.test("README.md's map names every folder of the repository and of _shared, and no other", () => {
  const folders = [...Deno.readDirSync(".")]
    .filter(({ name, isDirectory }) => isDirectory && !/^\.|^node_modules$/.test(name))
    .map(({ name }) => name);
  const map = pages.get("README.md")!.split("## Map of the repository")[1]!;
  const named = [...map.matchAll(/^\| `(\w+)\//gm)].map(([, folder]) => folder!);
  assertEquals([...new Set(named)].sort(), folders.sort());
  const shared = [...Deno.readDirSync("supabase/functions/_shared")]
    .filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  const [row] = map.match(/^\| `supabase\/functions\/_shared\/`.*$/m)!;
  const subjects = [...row.matchAll(/`(\w+)`/g)].map(([, subject]) => subject!);
  assertEquals(subjects.sort(), shared.sort());
});

/** The lines that each kind of diagram may have. */
const DIAGRAMS: Record<string, RegExp[]> = {
  "flowchart LR": [
    /^subgraph [\w ]+$/,
    /^end$/,
    /^\w+(\[[\w ]+\]|\[\([\w ]+\)\])$/,
    /^\w+ -- "[^"]+" --> \w+(\[\w+\])?$/,
  ],
  "sequenceDiagram": [
    /^participant \w+ as [\w -]+$/,
    /^\w+--?>>\w+: [^;#]+$/,
    /^opt [\w ]+$/,
    /^end$/,
  ],
};

Deno.test("README.md's diagrams are Mermaid: known lines, balanced blocks, named participants", async () => {
  const diagrams = (await snippetsOf("README.md")).filter(({ language }) => language === "mermaid");
  assertEquals(diagrams.length, 3);
  for (const { text } of diagrams) {
    const [kind = "", ...lines] = text.trimEnd().split("\n").map((line) => line.trim());
    const known = DIAGRAMS[kind]!;
    for (const line of lines) assert(known.some((pattern) => pattern.test(line)), line);
    const opened = lines.filter((line) => /^(subgraph|opt) /.test(line)).length;
    assertEquals(lines.filter((line) => line === "end").length, opened);
    const participants = lines.flatMap((line) => /^participant (\w+)/.exec(line)?.[1] ?? []);
    for (const line of lines) {
      const [, from, to] = /^(\w+)--?>>(\w+):/.exec(line) ?? [];
      if (from && to) assert(participants.includes(from) && participants.includes(to), line);
    }
  }
});
