/** `registry.json` as it is committed. */
import { assert, assertEquals } from "@std/assert";
import { registry } from "../../../tasks/buildRegistry/registry.ts";

Deno.test("registry.json names every file of the components, and no test (deno task build:registry)", async () => {
  const written = JSON.parse(await Deno.readTextFile("registry.json"));
  assertEquals(written, registry());
  const paths: string[] = written.items[0].files.map(({ path }: { path: string }) => path);
  assert(paths.includes("web/src/google-calendar/index.ts"));
  assert(paths.includes("web/src/google-calendar/theme.css"));
  assertEquals(paths.filter((path) => /_test\./.test(path)), []);
});
