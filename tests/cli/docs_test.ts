/** The facts in the documentation: codes, commands, settings, workflows. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ERRORS } from "../../supabase/functions/_shared/errors.ts";
import { callbackError } from "../../supabase/functions/_shared/connect/answers.ts";
import { supabaseCliPath } from "../support/supabaseCli.ts";
import { sourceFiles } from "../support/moduleGraph.ts";
import { PAGES } from "./pages.ts";
import { clientFile, newApp, REF } from "./setupApp.ts";
import { snippet, snippetsOf } from "./snippets.ts";

const errorsPage = await Deno.readTextFile("docs/errors.md");

Deno.test("docs/errors.md lists exactly the codes of the contract, each with its status and a remedy", () => {
  const sections = [...errorsPage.matchAll(/^### `(\w+)`\n\n\*\*(\d{3})\.\*\* \S/gm)];
  assertEquals(
    Object.fromEntries(sections.map(([, code, status]) => [code, Number(status)])),
    Object.fromEntries(Object.entries(ERRORS).map(([code, [status]]) => [code, status])),
  );
});

Deno.test("docs/errors.md lists exactly the outcomes of the callback, each with a remedy", () => {
  const outcomes = callbackError.options;
  assert(outcomes.length > 5);
  const table = errorsPage.slice(errorsPage.indexOf("| `error` "));
  const rows = [...table.matchAll(/^\| `(\w+)` +\| \S/gm)].map(([, name]) => name);
  assertEquals(rows.filter((name) => name !== "error").sort(), outcomes.toSorted());
});

Deno.test("every task that a page names exists, with the options that the page gives it", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const helps = new Map<string, string>();
  for (const page of PAGES) {
    const text = (await Deno.readTextFile(page)).replace(/\s*\n\s*/g, " ");
    for (
      const [, name = "", rest = ""] of text.matchAll(
        /deno task ([a-z][\w:]*)((?: (?!deno task )[^\s`]+)*)/g,
      )
    ) {
      assert(name in tasks, `${page}: deno task ${name}`);
      const file = tasks[name].command.match(/(?:tasks|local)\/\w+\.ts/g)?.at(-1);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) {
        assert(file, `${page}: ${name} ${option}`);
        if (!helps.has(file)) {
          const { stdout } = await new Deno.Command(Deno.execPath(), {
            args: ["run", "-A", "--no-check", file, "--help"],
          }).output();
          helps.set(file, new TextDecoder().decode(stdout));
        }
        assertStringIncludes(helps.get(file)!, option, `${page}: deno task ${name}`);
      }
    }
  }
});

Deno.test("every command of the Supabase CLI that a page gives is one of its version's", async () => {
  const supabase = await supabaseCliPath();
  const pages = [...PAGES, "tasks/deploy/steps.ts", "tasks/add/words.ts"];
  const commands = new Set<string>();
  for (const page of pages) {
    const text = await Deno.readTextFile(page);
    for (const [, command] of text.matchAll(/npx supabase(?:@3\.1\.0)? ([a-z][^\n`"]*)/g)) {
      commands.add(command!);
    }
  }
  for (const remedy of await remedies()) commands.add(remedy);
  assert(commands.size >= 4, [...commands].join("; "));
  const helps = new Map<string, Promise<string>>();
  for (const command of commands) {
    const words = command.split(/\s+/);
    const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
    const name = (end < 0 ? words : words.slice(0, end)).slice(0, 2).join(" ");
    if (!helps.has(name)) helps.set(name, helpOf(supabase, name.split(" ")));
    const help = await helps.get(name)!;
    assertStringIncludes(help, `supabase ${name}`, command);
    for (const [option] of command.matchAll(/--[a-z-]+/g)) {
      assertStringIncludes(help, option, command);
    }
  }
});

async function helpOf(supabase: string, command: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(supabase, {
    args: [...command, "--help"],
    env: { SUPABASE_TELEMETRY_DISABLED: "1", SUPABASE_NO_UPDATE_NOTIFIER: "1", NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout);
}

/** The commands that the doctor's remedies name. */
async function remedies(): Promise<string[]> {
  const texts = await Promise.all(
    [...Deno.readDirSync("tasks/doctor")].map(({ name }) =>
      Deno.readTextFile(`tasks/doctor/${name}`)
    ),
  );
  const pattern = /supabase ((?:db|secrets|functions) [a-z]+(?: --?[a-z-]+| \$\{about\})*)/g;
  return texts.flatMap((text) =>
    [...text.matchAll(pattern)].map(([, command]) => command!.replace("${about}", "Name"))
  );
}

Deno.test("the workflows run actions pinned by hash, with a token that can only read", async () => {
  for (const { name } of Deno.readDirSync(".github/workflows")) {
    const text = await Deno.readTextFile(`.github/workflows/${name}`);
    const actions = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, action]) => action!);
    assert(actions.some((action) => action.startsWith("actions/checkout@")), name);
    for (const action of actions) {
      assertMatch(action, /^actions\/\w+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    // The token does not stay in the checkout, where later steps could read it.
    assertMatch(text, /actions\/checkout@.*\n {8}with:\n {10}persist-credentials: false\n/);
    assertStringIncludes(text, "\npermissions:\n  contents: read\n");
    assertEquals([...text.matchAll(/^\s*permissions:/gm)].length, 1, name);
    // What an event's author can write never becomes part of a script.
    for (const [, script] of text.matchAll(/run: (.*(?:\n {10}.*)*)/g)) {
      assert(!script!.includes("${{"), name);
    }
  }
});

Deno.test("the deploy workflow hands over the settings that docs/set-up.md lists", async () => {
  const workflow = await Deno.readTextFile(".github/workflows/deploy.yml");
  const page = await Deno.readTextFile("docs/set-up.md");
  const names = [...workflow.matchAll(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/g)].map(([, name]) =>
    name
  );
  assert(names.length > 5);
  for (const name of names) assertStringIncludes(page, `\`${name}\``);
});

Deno.test("every test that a page names exists", async () => {
  const files = ["tests", "supabase", "local", "web", "tasks"].flatMap(sourceFiles);
  const named = new Set<string>();
  for (const page of PAGES) {
    const text = await Deno.readTextFile(page);
    for (const [, name] of text.matchAll(/`(tests\/[\w./*-]+|\w+_test\.ts)`/g)) named.add(name!);
  }
  // The function that CONTRIBUTING.md adds.
  named.delete("tests/functions/next_event_test.ts");
  assert(named.size > 10);
  for (const name of named) {
    if (name.includes("/")) await Deno.stat(name.replace(/\/?\*$/, ""));
    else assert(files.some((file) => file.endsWith(`/${name}`)), name);
  }
});

Deno.test("docs/settings.md and .env.example name every setting that _shared reads, and no other", async () => {
  const sources = sourceFiles("supabase/functions/_shared").filter((path) => !/_test\./.test(path));
  const texts = await Promise.all(sources.map((path) => Deno.readTextFile(path)));
  const read = new Set(
    texts.join("\n").match(
      /"(?:APP|CONNECT|CALENDAR|ALLOWED|REQUIRED|USER|API|GOOGLE|TOKEN|MIRROR)(?:_[A-Z_]+|(?<=MIRROR))"/g,
    )!
      .map((name) => name.slice(1, -1)),
  );
  const page = await Deno.readTextFile("docs/settings.md");
  const named = [...page.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*)/gm)]
    .flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  assertEquals(named.toSorted(), [...read].toSorted());
  const example = await Deno.readTextFile("supabase/functions/.env.example");
  // The local stack alone sets this one.
  const wanted = named.filter((name) => name !== "GOOGLE_EMULATOR_URL");
  for (const name of wanted) assertMatch(example, new RegExp(`^#? ?${name}=`, "m"));
});

Deno.test("the settings of docs/set-up.md, made as it says, pass the doctor", async () => {
  await using app = await newApp();
  const redirect = `https://${REF}.supabase.co/functions/v1/oauth-callback`;
  await Deno.writeTextFile(`${app.folder}/client_secret_1234.json`, clientFile(redirect));
  const deno = `"${Deno.execPath()}" run -A --no-check`;
  const command = (await snippet("docs/set-up.md", "sh", "--client-json")).trim()
    .replace("deno task setup", `${deno} tasks/setup.ts --folder ${app.folder}`)
    .replace("client_secret_", `${app.folder}/client_secret_`);
  const check =
    `${deno} tasks/doctor.ts --offline --env-file ${app.env} --project-ref ${REF} --folder ` +
    `${app.folder} --client-file ${app.folder}/client_secret_*.json`;
  const { code, stdout } = await new Deno.Command("bash", {
    args: ["-ec", `${command}\n${check}`],
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stdout);
  assertEquals(code, 0, text);
  assert(text.endsWith("Nothing is wrong.\n"), text);
});

Deno.test("no page has a reader copy or edit a file of settings", async () => {
  for (const page of PAGES) {
    const commands = (await snippetsOf(page)).filter(({ language }) => language === "sh");
    for (const { text } of commands) {
      assert(!/\.env\.example|>> ?\S*\.env/.test(text), `${page}: ${text}`);
    }
  }
});
