/** docs/limits.md names the checks that exist, for the steps that docs/set-up.md has. */
import { assert, assertEquals } from "@std/assert";
import { METHODS } from "../../supabase/functions/_shared/google/calendarMethods.ts";
import { QUESTIONS } from "../../tasks/verifyGoogle/report.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startHosted } from "./hosted.ts";
import { anchorsOf } from "./pages.ts";

const page = await Deno.readTextFile("docs/limits.md");
const hosted = await startHosted();

/** The cells of the tables whose first row begins with this word, without that row. */
function rowsOf(word: string): string[][] {
  const [, table = ""] = page.split(new RegExp(`^\\| ${word} .*\\n\\|.*\\n`, "m"));
  const [rows = ""] = table.split("\n\n");
  return rows.trim().split("\n").map((row) =>
    row.split("|").slice(1, -1).map((cell) => cell.trim())
  );
}

const codesOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

Deno.test("every line of the doctor that the page names is one that the doctor writes", async () => {
  const lines = await hosted.doctor({}, { clientFile: "none" });
  const abouts = lines.map((line) => line.slice(9).split(": ")[0]);
  const named = new Set(rowsOf("step").flatMap(([, , doctor = ""]) => codesOf(doctor)));
  named.delete("ALLOWED_ORIGINS"); // counted in a line that is named too
  assert(named.size > 10);
  for (const name of named) assert(abouts.includes(name), `${name} is not in ${abouts.join()}`);
});

Deno.test("every step of docs/set-up.md has a row", async () => {
  const steps = await Deno.readTextFile("docs/set-up.md");
  const numbered = [...steps.matchAll(/^### (\d\. .*)$/gm)].map(([, title]) => title!);
  assert(numbered.length >= 8);
  const titles = rowsOf("step").map(([step = ""]) => /^\[(.*)\]/.exec(step)![1]!);
  assertEquals(titles.filter((title) => /^\d/.test(title)), numbered);
  const anchors = anchorsOf(steps);
  for (const [step = ""] of rowsOf("step")) {
    const [, anchor] = /set-up\.md#([\w-]+)/.exec(step) ?? [];
    assert(!anchor || anchors.has(anchor), step);
  }
});

Deno.test("every question that the page names is one of verify:google", () => {
  const abouts = QUESTIONS.map(({ about }) => about);
  const named = rowsOf("about").flatMap(([, examples = ""]) => codesOf(examples));
  assert(named.length > 15);
  for (const name of named) assert(abouts.includes(name), name);
});

Deno.test("the functions call nothing at Google that the page says is not done", () => {
  const paths = Object.values(METHODS)
    .flatMap((group) => Object.entries(group).map(([name, { path }]) => `${name} ${path}`));
  assert(paths.some((path) => path === "list /calendars/{calendarId}/events"), paths.join());
  assertEquals(paths.filter((path) => /move|acl|batch|import|quickAdd/.test(path)), []);
  // A list of calendars is read, and nothing of it is written.
  const about = Object.values(METHODS.calendarList ?? {}).map(({ httpMethod }) => httpMethod);
  assertEquals(new Set(about), new Set(["GET"]));
});

closeAtEnd(hosted);
