/**
 * `supabase functions deploy --use-api`, the real one, against a stand-in for the management API: what
 * each function uploads, and that it runs from that alone.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { functionNames } from "../../tasks/functionNames.ts";
import { configPath, functionConfig } from "../../tasks/imports/functionImports.ts";
import { figure } from "../support/figures.ts";
import { moduleGraph, reachedFrom } from "../support/moduleGraph.ts";
import { startSupabaseCli } from "../support/supabaseCli.ts";
import { assertAnswersAlone } from "./answersAlone.ts";
import { budgets } from "./budgets.ts";
import { startManagementApi } from "./managementApi.ts";

const PROJECT = "abcdefghijklmnopqrst";
const names = functionNames();
const entry = (name: string) => `supabase/functions/${name}/index.ts`;

const api = startManagementApi(PROJECT);
const [cli, graph] = await Promise.all([
  startSupabaseCli(["deno.json", "tests", "local", "tasks"]),
  moduleGraph(names.map(entry)),
]);
// What lies about in a developer's folder.
const canary = crypto.randomUUID();
for (const path of ["supabase/functions/.env", "supabase/functions/_shared/.env", ".env"]) {
  await Deno.writeTextFile(`${cli.folder}/${path}`, `GOOGLE_CLIENT_SECRET=${canary}\n`);
}
await Deno.writeTextFile(`${cli.folder}/profile.yaml`, api.profile);

const deploy = ["functions", "deploy", "--use-api", "--profile", "profile.yaml", "--yes"];
await cli.expect([...deploy, `--remote=${PROJECT}`], {
  SUPABASE_ACCESS_TOKEN: `sbp_${crypto.getRandomValues(new Uint8Array(20)).toHex()}`,
});
const config = await Deno.readTextFile(`${cli.folder}/supabase/config.toml`);
const uploadOf = (name: string) => api.uploads.find(({ slug }) => slug === name)!;

Deno.test("the functions in config.toml are the existing ones", () => {
  const blocks = [...config.matchAll(/^\[functions\.([\w-]+)\]$/gm)].map(([, name]) => name);
  assertEquals(blocks.sort(), names);
});

Deno.test("every function is deployed once, with the platform's session check off", () => {
  assertEquals(api.uploads.map(({ slug }) => slug).sort(), names);
  for (const { metadata } of api.uploads) {
    assertEquals(metadata.verify_jwt, false, metadata.name);
    assertEquals(metadata.static_patterns, [], metadata.name);
  }
  assertEquals(api.unknown, []);
});

for (const name of names) {
  Deno.test(`${name} has a deno.json that pins the packages it imports, as deno task imports writes it`, async () => {
    assertEquals(await Deno.readTextFile(configPath(name)), await functionConfig(name));
  });
}

for (const name of names) {
  Deno.test(`${name} uploads exactly what it imports and its deno.json`, () => {
    const { metadata, files } = uploadOf(name);
    const own = [...reachedFrom(entry(name), graph)].filter((path) => graph.has(path));
    assertEquals(metadata.entrypoint_path, entry(name));
    assertEquals(metadata.import_map_path, `supabase/functions/${name}/deno.json`);
    assertEquals([...files.keys()].sort(), [...own, metadata.import_map_path].sort());
    for (const path of own) {
      assertMatch(path, new RegExp(`^supabase/functions/(_shared(/\\w+)?|${name})/[\\w.]+\\.ts$`));
      assert(!path.endsWith("_test.ts"), path);
    }
    const text = [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
    assert(!text.includes(canary), "a secret was uploaded");
  });
}

for (const name of names) {
  Deno.test(`${name} uploads no more bytes than its budget allows`, () => {
    const files = [...uploadOf(name).files.values()];
    const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
    figure(`${name}: ${bytes} bytes in ${files.length} files`);
    const allowed = budgets[name]!.bytes;
    assert(bytes <= allowed, `${bytes} bytes, allowed are ${allowed}`);
  });
}

for (const name of names) {
  Deno.test(`${name} answers its preflight and its 401 from what was uploaded, alone`, async () => {
    await assertAnswersAlone(name, uploadOf(name));
  });
}

Deno.test.afterAll(async () => {
  await Promise.all([api.close(), cli.close()]);
});
