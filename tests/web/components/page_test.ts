/** What docs/components.md says about the components. */
import { assert, assertEquals } from "@std/assert";
import { snippetsOf } from "../../cli/snippets.ts";

const PAGE = "docs/components.md";
const COMPONENTS = new URL("../../../web/src/google-calendar/", import.meta.url).href;

Deno.test("the page names every property that the styles read, and no other", async () => {
  const names = (text: string) => [...new Set(text.match(/--gcal-[a-z-]+/g))].sort();
  let styles = "";
  for (const { name } of Deno.readDirSync(new URL(COMPONENTS))) {
    if (name.endsWith(".css")) styles += await Deno.readTextFile(new URL(name, COMPONENTS));
  }
  assertEquals(
    names(await Deno.readTextFile(PAGE)),
    names(styles).filter((name) => name !== "--gcal-"),
  );
});

/** What an app around the snippets has. */
const APP = `
declare const supabase: import("@supabase/supabase-js").SupabaseClient;
declare const user: { id: string };
declare const signIn: () => void;
declare const show: (text: string) => void;
`;

Deno.test("the page's TypeScript and JavaScript compile in an app", async () => {
  const snippets = (await snippetsOf(PAGE)).filter(({ language }) => /^(tsx|js)$/.test(language));
  assertEquals(snippets.length, 5);
  const [show, several, words, ...plain] = snippets.map(({ text }) =>
    text.replaceAll('"./google-calendar"', `"${COMPONENTS}index.ts"`)
  );
  const calendar =
    `import { createCalendarClient, readArrival, withoutArrival } from "${COMPONENTS}index.ts";
    const calendar = createCalendarClient({ functions: supabase.functions });\n`;
  const folder = await Deno.makeTempDir({ prefix: "page-" });
  const sources = [show!, several!, calendar + words, ...plain.map((text) => calendar + text)];
  for (const [index, source] of sources.entries()) {
    await Deno.writeTextFile(`${folder}/${index}.tsx`, `${APP}${source}\nexport {};\n`);
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--node-modules-dir=auto", "--config", "deno.json", folder],
    env: { NO_COLOR: "1" },
  }).output();
  await Deno.remove(folder, { recursive: true });
  assert(success, new TextDecoder().decode(stderr));
});
