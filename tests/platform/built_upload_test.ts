/**
 * What `deno task deploy` uploads: the functions as they are built, sent by the real
 * `supabase functions deploy --use-api` to a stand-in for the management API. Each runs from what was
 * uploaded for it alone, up to a created event.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { BUILD_FOLDER, buildFunctions } from "../../tasks/build/functions.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure } from "../support/figures.ts";
import { startScenario } from "../support/scenario.ts";
import { startSupabaseCli } from "../support/supabaseCli.ts";
import { assertAnswersAlone } from "./answersAlone.ts";
import { budgets } from "./budgets.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { startManagementApi } from "./managementApi.ts";
import { runUpload } from "./runUpload.ts";

const PROJECT = "abcdefghijklmnopqrst";
const names = functionNames();

const api = startManagementApi(PROJECT);
const [cli, { stack, connect }] = await Promise.all([startSupabaseCli(), startScenario()]);
// What lies about in a developer's folder.
const canary = crypto.randomUUID();
for (const path of ["supabase/functions/.env", "supabase/functions/_shared/.env", ".env"]) {
  await Deno.writeTextFile(`${cli.folder}/${path}`, `GOOGLE_CLIENT_SECRET=${canary}\n`);
}
await Deno.writeTextFile(`${cli.folder}/profile.yaml`, api.profile);
await buildFunctions({ folder: cli.folder });
const deploy = ["functions", "deploy", "--use-api", "--workdir", BUILD_FOLDER];
await cli.expect(
  [...deploy, "--profile", `${cli.folder}/profile.yaml`, "--yes", `--remote=${PROJECT}`],
  { SUPABASE_ACCESS_TOKEN: `sbp_${crypto.getRandomValues(new Uint8Array(20)).toHex()}` },
);
const uploadOf = (name: string) => api.uploads.find(({ slug }) => slug === name)!;

/** Every file below a folder, by its path from there. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (!isDirectory) files.set(name, await Deno.readTextFile(`${folder}/${name}`));
    else {for (const [path, text] of await filesOf(`${folder}/${name}`)) {
        files.set(`${name}/${path}`, text);
      }}
  }
  return files;
}

Deno.test("every built function is deployed once, with the platform's session check off", () => {
  assertEquals(api.uploads.map(({ slug }) => slug).sort(), names);
  for (const { metadata } of api.uploads) {
    assertEquals(metadata.verify_jwt, false, metadata.name);
    assertEquals(metadata.static_patterns, [], metadata.name);
  }
  assertEquals(api.unknown, []);
});

Deno.test("the same sources are built into the same bytes, in any folder", async () => {
  const to = await Deno.makeTempDir({ prefix: "built-" });
  try {
    await buildFunctions({ folder: ".", to });
    const [here, there] = await Promise.all([
      filesOf(`${to}/supabase`),
      filesOf(`${cli.folder}/${BUILD_FOLDER}/supabase`),
    ]);
    assertEquals(
      [...here.keys()].sort(),
      [
        "config.toml",
        ...names.flatMap((
          name,
        ) => [`functions/${name}/index.js`, `functions/${name}/index.js.map`]),
      ].sort(),
    );
    for (const [path, text] of here) {
      // The sources lie elsewhere, so a map names them elsewhere.
      if (!path.endsWith(".map")) assert(text === there.get(path), `${path} differs`);
    }
    const again = `${to}/again`;
    await buildFunctions({ folder: ".", to: again });
    for (const [path, text] of await filesOf(`${again}/supabase`)) {
      assert(text === here.get(path), `${path} differs`);
    }
    const map = JSON.parse(here.get("functions/get-resource/index.js.map")!);
    assert(map.sources.includes("supabase/functions/get-resource/index.ts"));
    assert(
      map.sources.every((source: string) => !/^([/.]|file:)/.test(source)),
      "a machine's path",
    );
  } finally {
    await Deno.remove(to, { recursive: true });
  }
});

for (const name of names) {
  Deno.test(`${name} uploads one built file, within its budget`, () => {
    const { metadata, files } = uploadOf(name);
    const [first, ...others] = files;
    const [path, bytes] = first!;
    assertEquals([path, others], [metadata.entrypoint_path, []]);
    assertEquals(path, `supabase/functions/${name}/index.js`);
    figure(`${name}: ${bytes.byteLength} bytes built`);
    const { built } = budgets[name]!;
    assert(bytes.byteLength <= built, `${bytes.byteLength} bytes, allowed are ${built}`);
    const text = new TextDecoder().decode(bytes);
    for (const secret of [canary, cli.folder]) assert(!text.includes(secret), secret);
    // What is imported is the runtime's own: no package is resolved when the function is deployed.
    const imported = [...text.matchAll(/\b(?:from|import)\s*\(?"([@\w][\w:./@-]*)"/g)]
      .map(([, it]) => it!);
    assertEquals(imported.filter((it) => !it.startsWith("node:")), []);
  });

  Deno.test(`${name} answers its preflight and its 401 from its built file alone`, async () => {
    await assertAnswersAlone(name, uploadOf(name));
  });
}

// The first call of Google loads its library: what a wrong flag of the bundler breaks.
Deno.test("the built create-calendar-event creates an event, and a forged session's log has its cause", async () => {
  const ada = await stack.createUser({ google: { email: "ada@example.com" } });
  await connect(ada);
  const name = "create-calendar-event";
  const running = await runUpload(uploadOf(name), stack.env);
  const create = (token: string) =>
    fetch(`${running.url}/${name}/users/me/calendar/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({
        summary: "Lecture 5",
        start_datetime: "2026-08-15T09:00:00-07:00",
        end_datetime: "2026-08-15T10:00:00-07:00",
      }),
    });
  try {
    const created = await create(ada.access_token);
    assertEquals(created.status, 201, await created.clone().text());
    assertEquals((await created.json()).summary, "Lecture 5");
    const header = btoa(JSON.stringify({ alg: "HS256" })).replaceAll("=", "");
    const forged = await create(`${header}.e30x.AA`);
    assertEquals([forged.status, (await forged.json()).code], [401, "unauthenticated"]);
  } finally {
    await running.close();
  }
  const lines = running.output().filter((line) => line.startsWith("{"));
  const { causes } = JSON.parse(lines.at(-1)!);
  // jose takes an error's name from its class, which minifying renames; its code stays.
  assertMatch(causes[0], /^ERR_JWT_INVALID: /);
});

closeAtEnd({
  async close() {
    await Promise.all([api.close(), cli.close(), stack.close()]);
  },
});
