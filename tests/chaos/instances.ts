/**
 * The instances of the chaos test: processes that share nothing but the database and Google. Three take the
 * pushes and the app's requests, two make the runs of `sync-calendars`.
 *
 * @module
 */
import { type ServerProcess, startServer } from "../../local/process.ts";
import { debug } from "./report.ts";
import type { Blow } from "./instance/flows.ts";

export type Role = "push" | "sync";

const COUNTS: Record<Role, number> = { push: 3, sync: 2 };

export interface Instances {
  /** Everything that they have logged. */
  logs: string[];
  /** The address of the next instance of this role; they take turns. */
  next(role: Role): string;
  /** Strikes one of the next requests of each instance of this role that is next in turn. */
  arm(role: Role, blow: Blow): Promise<void>;
  /** Lets all that is frozen go on, and takes back blows that have not struck. */
  thaw(): Promise<void>;
  /** Resolves when no instance has work under way. */
  idle(): Promise<void>;
  /** How many requests were struck, in instances that still live. */
  struck(): Promise<{ kill: number; freeze: number }>;
  /** Ends a process in the middle of whatever it does, and starts another in its place. */
  restart(role: Role): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  process: ServerProcess;
  url: string;
}

/** Starts them with these settings. */
export async function startInstances(
  env: Record<string, string>,
  cwd = Deno.cwd(),
): Promise<Instances> {
  const logs: string[] = [];
  async function start(): Promise<Running> {
    const process = startServer({
      args: ["run", "-A", "--no-check", "--config=deno.json", "tests/chaos/instance/main.ts"],
      cwd,
      env,
      onLine(line) {
        logs.push(line);
        debug(line);
      },
    });
    return { process, url: await process.address };
  }
  const started = async (role: Role) =>
    await Promise.all(Array.from({ length: COUNTS[role] }, start));
  const [push, sync] = await Promise.all([started("push"), started("sync")]);
  const running: Record<Role, Running[]> = { push, sync };
  const turns: Record<Role, number> = { push: 0, sync: 0 };
  const all = () => [...running.push, ...running.sync];
  const ask = async ({ url }: Running, action: string, body?: unknown) => {
    const response = await fetch(`${url}/chaos/${action}`, {
      method: "POST",
      body: JSON.stringify(body ?? {}),
    });
    return await response.json() as { kill: number; freeze: number };
  };

  return {
    logs,
    next: (role) => running[role][turns[role]++ % running[role].length]!.url,
    arm: async (role, blow) =>
      void await ask(running[role][turns[role] % running[role].length]!, "arm", blow),
    thaw: async () => void await Promise.all(all().map((one) => ask(one, "thaw"))),
    idle: async () => void await Promise.all(all().map((one) => ask(one, "idle"))),
    async struck() {
      const counts = await Promise.all(all().map((one) => ask(one, "struck")));
      return {
        kill: counts.reduce((sum, { kill }) => sum + kill, 0),
        freeze: counts.reduce((sum, { freeze }) => sum + freeze, 0),
      };
    },
    async restart(role) {
      const index = turns[role]++ % running[role].length;
      await running[role][index]!.process.stop();
      running[role][index] = await start();
    },
    close: async () => void await Promise.all(all().map(({ process }) => process.stop())),
  };
}
