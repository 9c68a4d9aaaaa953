/**
 * The functions use nothing that Supabase's runtime denies, and the traps that `platform_test.ts` sets
 * for that do snap.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { moduleGraph, sourceText } from "../support/moduleGraph.ts";
import { PLATFORM_PERMISSIONS, platformDeno, platformEnv } from "../../local/platformDeno.ts";
import { functionNames } from "../../tasks/functionNames.ts";

const graph = await moduleGraph(
  functionNames().map((name) => `supabase/functions/${name}/index.ts`),
);

Deno.test("the functions use only the environment of Deno, and only the hashes of Node", async () => {
  const used = new Set<string>();
  for (const { path, imports } of graph.values()) {
    const text = await sourceText(path);
    for (const [name] of text.matchAll(/\bDeno\b(?:\??\.\w+)*/g)) used.add(name);
    for (const [name] of text.matchAll(/\b(?:process|Buffer|__dirname|require)\b(?=[.(])/g)) {
      used.add(`${path}: ${name}`);
    }
    for (const name of imports) if (name.startsWith("node:")) used.add(`${path}: ${name}`);
  }
  assertEquals([...used].sort(), [
    "Deno.env.get",
    "supabase/functions/_shared/crypto.ts: node:crypto",
  ]);
  assert(graph.size > 20, `${graph.size} modules`);
});

/** What the platform's Deno says to a module, with the platform's permissions. */
async function evaluate(source: string): Promise<string> {
  const module = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(module, source);
  const { stdout, stderr } = await new Deno.Command(await platformDeno(), {
    args: ["run", "--no-config", "--no-check", "--no-lock", ...PLATFORM_PERMISSIONS, module],
    clearEnv: true,
    env: platformEnv(),
  }).output();
  await Deno.remove(module);
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

/** Prints how each expression fails. */
const failures = (expressions: string[]) =>
  expressions.map((expression) =>
    `try { await ${expression}; console.log("went through: ${expression.replaceAll('"', "'")}"); }
     catch (error) { console.log(String(error)); }`
  ).join("\n");

Deno.test("Node's network clients throw where the functions' tests run, however they are imported", async () => {
  const output = await evaluate(`
    import "${new URL("noNodeClient.ts", import.meta.url)}";
    import http, { request } from "node:http";
    import https, { get } from "node:https";
    import net, { connect, Socket } from "node:net";
    import tls from "node:tls";
    ${
    failures([
      'http.request("http://127.0.0.1:9")',
      'https.get("https://127.0.0.1:9")',
      'request("http://127.0.0.1:9").end()',
      'get("https://127.0.0.1:9")',
      'net.connect(9, "127.0.0.1")',
      'connect(9, "127.0.0.1")',
      'new Socket().connect(9, "127.0.0.1")',
      'tls.connect(9, "127.0.0.1")',
    ])
  }`);
  const lines = output.trim().split("\n");
  assertEquals(lines, Array(8).fill("Error: Node's network client was used"));
});

Deno.test("files, processes and the system are denied where the functions' tests run", async () => {
  const output = await evaluate(failures([
    'Deno.readTextFile("/etc/hostname")',
    "Deno.cwd()",
    'Deno.writeTextFile("/tmp/x", "")',
    'new Deno.Command("/bin/true").output()',
    "Deno.hostname()",
  ]));
  const lines = output.trim().split("\n");
  assertEquals(lines.length, 5, output);
  for (const line of lines) assertStringIncludes(line, "NotCapable");
});
