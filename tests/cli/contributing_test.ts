/** The function that CONTRIBUTING.md adds in ten minutes, added as it says, in a copy of the project. */
import { assertEquals, assertMatch } from "@std/assert";
import { cp } from "node:fs/promises";
import { snippet } from "./snippets.ts";

const PAGE = "CONTRIBUTING.md";

Deno.test("a new contributor's function works as CONTRIBUTING.md writes it", async () => {
  const folder = await Deno.makeTempDir({ prefix: "contributor-" });
  try {
    const notCopied = /(^|\/)(node_modules|dist|\.local|\.temp)$/;
    for (const path of ["supabase", "local", "tests", "tasks", "web", "deno.json", "deno.lock"]) {
      await cp(path, `${folder}/${path}`, {
        recursive: true,
        filter: (from) => !notCopied.test(from),
      });
    }
    await Deno.symlink(await Deno.realPath("node_modules"), `${folder}/node_modules`);

    const supabase = `${folder}/supabase`;
    const [code, test, block] = await Promise.all([
      snippet(PAGE, "ts", 'createApp("next-event")'),
      snippet(PAGE, "ts", "startScenario"),
      snippet(PAGE, "toml", "next-event"),
    ]);
    await Deno.mkdir(`${supabase}/functions/next-event`);
    await Deno.writeTextFile(`${supabase}/functions/next-event/index.ts`, code);
    await Deno.writeTextFile(`${supabase}/config.toml`, `\n${block}`, { append: true });
    await Deno.writeTextFile(`${folder}/tests/functions/next_event_test.ts`, test);

    const deno = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args,
        cwd: folder,
        env: { NO_COLOR: "1" },
      }).output();
      return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
    };
    const added = ["supabase/functions/next-event", "tests/functions/next_event_test.ts"];
    const formatted = await deno("fmt", "--check", ...added);
    assertEquals(formatted.code, 0, formatted.text);
    const linted = await deno("lint", ...added);
    assertEquals(linted.code, 0, linted.text);
    const checked = await deno("check", ...added);
    assertEquals(checked.code, 0, checked.text);
    const [, ...command] = (await snippet(PAGE, "sh", "next_event")).trim().split(" ");
    const tested = await deno(...command);
    assertEquals(tested.code, 0, tested.text);
    assertMatch(tested.text, /^2 passed, 0 failed$/m);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
