/**
 * The tests are tested: each guard is taken out of a copy of the code, and its test must fail. With
 * `GUARDS=all`, as `deno task test:long` has it, every guard, and first each test without a removal.
 */
import { assert, assertEquals } from "@std/assert";
import { copyCheckout } from "./checkout.ts";
import { type Guard, GUARDS } from "./guards.ts";

const all = Deno.env.get("GUARDS") === "all";
const guards = all ? GUARDS : GUARDS.filter(({ quick }) => quick);
const LANES = 2;

/** What came of each guard's removal: undefined where its test failed, as it must. */
async function outcomes(chosen: Guard[]): Promise<Map<Guard, string | undefined>> {
  const waiting = [...chosen];
  const found = new Map<Guard, string | undefined>();
  await Promise.all(Array.from({ length: LANES }, async () => {
    const checkout = await copyCheckout();
    try {
      for (let guard = waiting.shift(); guard; guard = waiting.shift()) {
        found.set(guard, await outcome(guard, checkout));
      }
    } finally {
      await checkout.remove();
    }
  }));
  return found;
}

async function outcome(
  { file, search, replace, test, testFile }: Guard,
  checkout: Awaited<ReturnType<typeof copyCheckout>>,
): Promise<string | undefined> {
  if (all) {
    const { success, output } = await checkout.test([testFile], { only: [test] });
    if (!success || !output.includes(`${test} ... ok`)) {
      return `its test fails without the removal:\n${output}`;
    }
  }
  let restore;
  try {
    restore = await checkout.replace(`supabase/${file}`, search, replace);
  } catch (error) {
    return `the guard has moved: ${(error as Error).message}`;
  }
  const { output } = await checkout.test([testFile], { only: [test] });
  await restore();
  const failed = output.split("\n").some((line) => line.startsWith(`${test} ... FAILED`));
  return failed ? undefined : `its test does not fail:\n${output}`;
}

Deno.test(`without any one of ${guards.length} guards its test fails`, async (t) => {
  const found = await outcomes(guards);
  for (const [guard, problem] of found) {
    await t.step(guard.name, () => assert(problem === undefined, problem));
  }
});

Deno.test("every guard of the list can still be taken out", async () => {
  for (const { name, file, search } of GUARDS) {
    const text = await Deno.readTextFile(`supabase/${file}`);
    assertEquals(text.split(search).length - 1, 1, `${name}: ${file} has changed, fix the table`);
  }
});

/** The names of a file's tests as patterns: what a name takes from a variable may be anything. */
async function testNames(file: string): Promise<RegExp[]> {
  const text = await Deno.readTextFile(file);
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)+)"|`([^`]+)`/g)].map(([, plain, template]) => {
    const parts = (plain ?? template!).split(/\$\{[^}]*\}/).map((part) => RegExp.escape(part));
    return new RegExp(`^${parts.join(".+")}$`);
  }).filter(({ source }) => source.replaceAll(".+", "").length > 10);
}

Deno.test("every guard of the list names a test that its file has", async () => {
  for (const { name, test, testFile } of GUARDS) {
    const names = await testNames(testFile);
    assert(
      names.some((pattern) => pattern.test(test)),
      `${name}: ${testFile} has no test "${test}"`,
    );
  }
});
