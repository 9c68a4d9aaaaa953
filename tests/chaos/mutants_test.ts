/**
 * The chaos test is tested: each mutant that is planted fails its case. `deno task test:long` plants them
 * all, `CHAOS_MUTANTS=3,4` some, by their place in the list. Without it the list is only checked.
 */
import { AssertionError } from "node:assert";
import { assert, assertRejects } from "@std/assert";
import { figure } from "../support/figures.ts";
import { copyCheckout } from "../mutation/checkout.ts";
import { CASES } from "./cases.ts";
import { SHORT_PAGE, startGround } from "./ground.ts";
import { type Mutant, MUTANTS } from "./mutants.ts";
import { settleIn } from "./rounds.ts";
import { replaceOnce, spoil } from "./spoil.ts";
import { startWorld, type World } from "./world.ts";

const chosen = Deno.env.get("CHAOS_MUTANTS");
const mutants = chosen === undefined
  ? []
  : chosen === "all"
  ? MUTANTS
  : chosen.split(",").map((place) => MUTANTS[Number(place)]!);

const MODULES = "supabase/functions/_shared/mirror";
const caseOf = ({ dies }: Mutant) => CASES.find(({ name }) => name === dies)!;

/** Fails unless the mutant's case fails. */
async function assertDies(world: World, mutant: Mutant): Promise<void> {
  const repair = await spoil(world.sql, mutant);
  try {
    const { message } = await assertRejects(() => caseOf(mutant).run(world), AssertionError);
    figure(`${mutant.name}: ${message.replaceAll(/\s+/g, " ").slice(0, 160)}`);
  } finally {
    await repair();
  }
}

Deno.test("every mutant can still be planted, and names a case", async () => {
  for (const mutant of MUTANTS) {
    assert(caseOf(mutant), `${mutant.name}: there is no case "${mutant.dies}"`);
    for (const { in: file, search, replace } of mutant.file ?? []) {
      const text = await Deno.readTextFile(`${MODULES}/${file}`);
      replaceOnce(text, search, replace, file);
    }
  }
});

for (const mutant of mutants) {
  Deno.test(`mutant: ${mutant.name}`, async () => {
    const checkout = mutant.file && await copyCheckout();
    for (const { in: file, search, replace } of mutant.file ?? []) {
      await checkout!.replace(`${MODULES}/${file}`, search, replace);
    }
    const ground = await startGround({ cwd: checkout?.folder, page: SHORT_PAGE });
    const world = await startWorld(ground);
    try {
      await settleIn(world);
      await assertDies(world, mutant);
    } finally {
      await world.close();
      await ground.close();
      await checkout?.remove();
    }
  });
}
