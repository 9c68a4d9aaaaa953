/** What docs/recipes.md gives to copy, checked by TypeScript against the packages that it names. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { startHosted } from "../cli/hosted.ts";
import { snippet } from "../cli/snippets.ts";
import { COMPONENTS, NpmApp, STRICTNESS } from "./npmApp.ts";
import { RECIPES } from "./recipe.ts";

const TYPESCRIPT = "5.9.3";
const OPTIONS = [
  ...["--noEmit", "--skipLibCheck", "--target", "esnext", "--lib", "esnext,dom"],
  ...["--module", "preserve", "--moduleResolution", "bundler"],
];

/** Fails with what the compiler says. */
async function check(app: NpmApp, file: string): Promise<void> {
  for (const flags of STRICTNESS) await app.run("npx", ["tsc", ...OPTIONS, ...flags, file]);
}

/** The page's version of a package. */
async function versionOf(name: string): Promise<string> {
  const text = (await Deno.readTextFile(RECIPES)).replace(/\s+/g, " ");
  return new RegExp(`\`${name}\` (\\d+\\.\\d+\\.\\d+)`).exec(text)![1]!;
}

Deno.test("the Expo lines have the types of expo-web-browser and expo-linking", async () => {
  await using app = await NpmApp.empty();
  await app.install({ typescript: TYPESCRIPT });
  // Without what these packages need on a phone.
  for (const name of ["expo-web-browser", "expo-linking"]) {
    const packed = await app.run("npm", ["pack", "--silent", `${name}@${await versionOf(name)}`]);
    const folder = `${app.folder}/node_modules/${name}`;
    await Deno.mkdir(folder);
    await app.run("tar", ["xzf", packed.trim(), "-C", folder, "--strip-components=1"]);
  }
  await Deno.mkdir(`${app.folder}/google-calendar`);
  await Deno.copyFile(`${COMPONENTS}/client.ts`, `${app.folder}/google-calendar/client.ts`);
  await Deno.writeTextFile(
    `${app.folder}/supabase.ts`,
    `import { createClient } from "@supabase/supabase-js";\nexport const supabase = createClient("", "");\n`,
  );
  const lines = await snippet(RECIPES, "ts", "expo-web-browser") +
    await snippet(RECIPES, "ts", "async function add");
  await Deno.writeTextFile(`${app.folder}/calendar.ts`, lines);
  await check(app, "calendar.ts");

  // The types are there, or this would be right too.
  await Deno.writeTextFile(`${app.folder}/wrong.ts`, lines.replace("result.url", "result.address"));
  const error = await assertRejects(() => check(app, "wrong.ts"), Error);
  assertStringIncludes(error.message, "'address' does not exist");
});

Deno.test("openapi-typescript makes types by which a call is checked, and the call is answered", async () => {
  await using app = await NpmApp.empty();
  await app.install({ typescript: TYPESCRIPT, "openapi-fetch": await versionOf("openapi-fetch") });
  await Deno.copyFile("openapi.json", `${app.folder}/openapi.json`);
  const command = (await snippet(RECIPES, "sh", "openapi-typescript")).trim().split(" ");
  await app.run("npx", ["--yes", ...command.slice(1)]);
  const lines = await snippet(RECIPES, "ts", "openapi-fetch");
  await Deno.writeTextFile(`${app.folder}/titles.ts`, lines);
  await check(app, "titles.ts");
  const wrong = [
    ["/calendar-events/users/{user}", "/calendar-events/user/{user}"],
    ["limit: 5", "limit: []"],
    ["limit: 5", "limits: 5"],
    ["data.events", "data.items"],
    ["({ summary })", "({ title: summary })"],
  ];
  for (const [right = "", typo = ""] of wrong) {
    assert(lines.includes(right));
    await Deno.writeTextFile(`${app.folder}/wrong.ts`, lines.replace(right, typo));
    await assertRejects(() => check(app, "wrong.ts"), Error, "error TS");
  }

  const hosted = await startHosted();
  const { stack, connect, call } = hosted.scenario;
  const ada = await stack.createUser({ google: { email: "ada@example.com" } });
  const main = `import { titles } from "./titles.ts";
    console.log(JSON.stringify(await titles("${hosted.url}/functions/v1", Deno.args[0]!)));\n`;
  await Deno.writeTextFile(`${app.folder}/main.ts`, main);
  const titles = () =>
    app.run(Deno.execPath(), ["run", "-A", "--quiet", "--no-check", "main.ts", ada.access_token]);
  await assertRejects(titles, Error, "calendar_not_connected");
  await connect(ada);
  const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });
  assertEquals(status, 201);
  assertEquals(JSON.parse(await titles()), ["Lecture 5"]);
  await hosted.close();
});
