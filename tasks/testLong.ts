/**
 * `deno task test:long [part ...]`: what takes too long for every change, one part after the other. About
 * an hour on two cores. Ends with failure where a part fails. The figures it prints are those of
 * SECURITY.md.
 *
 * @module
 */

import { type Shared, startShared } from "../tests/support/shared.ts";
import { runTask } from "./runTask.ts";
import { UsageError } from "./sentences.ts";

interface Part {
  args: string[];
  env?: Record<string, string>;
}

const TEST = ["test", "-A", "--no-check"];
const SEEDS = 50;
/** Walks that share a stack: more would only make it slower. */
const WALKS_TOGETHER = 10;

/** Worlds of the mirror, and how many share their instances. */
const CHAOS_SEEDS = 200;
const CHAOS_TOGETHER = 20;

const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
const PARTS: Record<string, Part[]> = {
  guards: [{ args: [...TEST, "tests/mutation"], env: { GUARDS: "all" } }],
  walk: Array.from({ length: SEEDS / WALKS_TOGETHER }, (_, i) => ({
    args: [...TEST, "tests/faults/walk/walk_test.ts"],
    env: {
      WALK_SEEDS: seeds.slice(i * WALKS_TOGETHER, (i + 1) * WALKS_TOGETHER).join(","),
      WALK_STEPS: "1000",
    },
  })),
  reconnects: [{
    args: [...TEST, "tests/faults/walk/reconnects_test.ts"],
    env: { RECONNECTS: "1000" },
  }],
  chaos: [
    ...Array.from({ length: CHAOS_SEEDS / CHAOS_TOGETHER }, (_, i) => ({
      args: [...TEST, "tests/chaos/chaos_test.ts"],
      env: {
        CHAOS_SEEDS: Array.from({ length: CHAOS_TOGETHER }, (_, j) => i * CHAOS_TOGETHER + j + 1)
          .join(","),
        CHAOS_STEPS: "300",
        CHAOS_EMBEDDED: i === 0 ? "2" : "0",
      },
    })),
    { args: [...TEST, "tests/chaos/mutants_test.ts"], env: { CHAOS_MUTANTS: "all" } },
  ],
  lighthouse: [{
    args: [...TEST, "tests/web/lighthouse_test.ts"],
    env: { LIGHTHOUSE: "all" },
  }],
  kill: [{ args: [...TEST, "tests/load/kill_test.ts"], env: { KILL_EVENTS: "600" } }],
  soak: [{ args: [...TEST, "tests/load/soak.ts"] }],
  mutation: [{ args: ["run", "-A", "tests/mutation/run.ts"] }],
};

async function run({ args, env }: Part, shared: Shared): Promise<boolean> {
  const process = new Deno.Command(Deno.execPath(), {
    args,
    env: { ...shared.env, ...env },
    stdin: "null",
  }).spawn();
  return (await process.status).success;
}

async function main(): Promise<void> {
  const names = Object.keys(PARTS);
  const unknown = Deno.args.find((name) => !names.includes(name));
  if (unknown) {
    throw new UsageError(`There is no part ${unknown}. Choose of: ${names.join(", ")}`);
  }
  const shared = await startShared();
  const failed: string[] = [];
  for (const [name, parts] of Object.entries(PARTS)) {
    if (Deno.args.length > 0 && !Deno.args.includes(name)) continue;
    console.log(`== ${name}`);
    for (const part of parts) if (!await run(part, shared)) failed.push(name);
  }
  await shared.close();
  console.log(failed.length === 0 ? "every part passed" : `failed: ${failed.join(", ")}`);
  if (failed.length > 0) Deno.exitCode = 1;
}

await runTask(main);
