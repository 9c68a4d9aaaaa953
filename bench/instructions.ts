/**
 * Instructions to the first answer, counted by valgrind: they repeat within 3 to 7 % on a busy machine,
 * where times do not. Needs `valgrind`; a start takes 5 to 25 s.
 *
 * @module
 */
import { platformDeno } from "../local/platformDeno.ts";
import { startServer } from "../local/process.ts";
import type { Built } from "./built.ts";
import { serveArgs } from "./processes.ts";
import { ask, FUNCTIONS, PEERS, type Route } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { type Figure, peer } from "./table.ts";

const VALGRIND = [
  ...["--tool=cachegrind", "--cache-sim=no", "--branch-sim=no"],
  ...["--smc-check=all-non-file", "--cachegrind-out-file=/dev/null"],
];
const ALL: Record<string, Route> = {
  bareHono: PEERS.bareHono,
  handWritten: PEERS.handWritten,
  ...FUNCTIONS,
};

/** Millions of user-mode instructions from a new process to its first answer. */
export async function instructionsOf(
  route: Route,
  built: Built,
  { env, authorizations, secretKey }: World,
): Promise<number> {
  const log = await Deno.makeTempFile();
  const server = startServer({
    command: "valgrind",
    args: [
      ...VALGRIND,
      `--log-file=${log}`,
      await platformDeno(),
      ...serveArgs(route, built, ["--v8-flags=--single-threaded"]),
    ],
    env,
  });
  await ask(await server.address, route, authorizations[0]!, secretKey);
  // valgrind then writes its count.
  await server.stop("SIGTERM");
  const [, count] = /I\s+refs:\s+([\d,]+)/.exec(await Deno.readTextFile(log)) ?? [];
  await Deno.remove(log);
  if (!count) throw new Error("valgrind wrote no count");
  return Number(count.replaceAll(",", "")) / 1e6;
}

export async function measureInstructions(built: Built): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: 0 });
  const figures: Figure[] = [];
  for (const [name, route] of Object.entries(ALL)) {
    const count = await instructionsOf(route, built, world);
    figures.push(peer(`instructions, Deno 2.1.14: ${name}, to the first answer`, count, "million"));
  }
  return figures;
}
