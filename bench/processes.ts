/**
 * Processes that are measured, as the platform runs functions: without V8's code cache, which the
 * platform does not have; what is built as a package's module; sources by a function's own `deno.json`.
 *
 * @module
 */
import { startServer } from "../local/process.ts";
import type { Built } from "./built.ts";
import type { Route } from "./requests.ts";

/** Of the function that imports the most packages. */
const CONFIG = new URL("../supabase/functions/calendar-events/deno.json", import.meta.url).pathname;
const serve = new URL("serve.ts", import.meta.url);

export interface Server extends AsyncDisposable {
  url: string;
  /** Processor time of all threads so far, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Memory that is the process's own and not the program file's (`RssAnon`), in MiB. */
  anonMiB(): Promise<number>;
  /** All of its memory that is resident, and the most of it since `resetPeak`, in MiB. */
  residentMiB(): Promise<{ now: number; peak: number }>;
  resetPeak(): Promise<void>;
}

interface Options {
  deno?: string;
  flags?: string[];
}

/** The arguments after `deno` that serve a route's module. */
export function serveArgs(
  { module, bundled }: Route,
  built: Built,
  flags: string[] = [],
): string[] {
  const isBuilt = bundled || !module.startsWith("peers/");
  return [
    "run",
    ...flags,
    ...["-A", "--no-check", "--no-lock", "--no-code-cache"],
    ...isBuilt
      ? ["--no-config", "--node-modules-dir=manual"]
      : [`--config=${CONFIG}`, "--node-modules-dir=none"],
    serve.href,
    isBuilt ? built.moduleOf(module) : new URL(module, import.meta.url).pathname,
  ];
}

/** Serves a route's module. */
export function startRoute(
  route: Route,
  built: Built,
  env: Record<string, string>,
  { deno, flags }: Options = {},
): Promise<Server> {
  return start(serveArgs(route, built, flags), env, deno);
}

/** Runs a script of `bench/` that says where it listens. */
export function startScript(script: string, env: Record<string, string>): Promise<Server> {
  return start(
    ["run", "-A", "--no-check", "--no-config", new URL(script, import.meta.url).href],
    env,
  );
}

async function start(args: string[], env: Record<string, string>, deno?: string): Promise<Server> {
  const process = startServer({ command: deno, args, env });
  const { pid } = process;
  const mib = (status: string, name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
  const readStatus = () => Deno.readTextFile(`/proc/${pid}/status`);
  return {
    url: await process.address,
    async cpuMs() {
      let nanoseconds = 0;
      for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
        const times = await Deno.readTextFile(`/proc/${pid}/task/${name}/schedstat`).catch(() =>
          "0"
        );
        nanoseconds += Number(times.split(" ")[0]);
      }
      return nanoseconds / 1e6;
    },
    async anonMiB() {
      return mib(await readStatus(), "RssAnon");
    },
    async residentMiB() {
      const status = await readStatus();
      return { now: mib(status, "VmRSS"), peak: mib(status, "VmHWM") };
    },
    // The kernel's own mark: https://docs.kernel.org/filesystems/proc.html
    resetPeak: () => Deno.writeTextFile(`/proc/${pid}/clear_refs`, "5"),
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
