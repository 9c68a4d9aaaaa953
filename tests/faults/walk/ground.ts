/**
 * What walks are on: a scenario whose calls are watched, with as many people as are wanted.
 *
 * @module
 */
import type { Person } from "../../../local/google/mod.ts";
import { closeAtEnd } from "../../support/closeAtEnd.ts";
import { captureLogs } from "../../support/logs.ts";
import { type Scenario, startScenario } from "../../support/scenario.ts";
import { watchCalls } from "./hold.ts";
import { useSettings } from "../../support/settings.ts";

let sub = 300_000_000_000;

/** So many people, named after their walk. */
export function walkersOf(walk: string, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    sub: `${sub++}`,
    email: `walker-${walk}-${i}@example.com`,
    name: `Walker ${i}`,
    time_zone: "Europe/London",
  }));
}

let unwatch: () => void;

/** Starts it. `closeGround` ends it. */
export async function startGround(people: Person[]): Promise<Scenario> {
  captureLogs();
  const scenario = await startScenario({ people });
  // Walkers connect more often than people do.
  useSettings({ USER_CALLS_PER_MINUTE: "1000000", USER_CONNECTS_PER_HOUR: "1000000" });
  unwatch = watchCalls(scenario.stack.google.url);
  return scenario;
}

/** Closes it, as the file's last test. */
export function closeGround({ stack }: Scenario): void {
  closeAtEnd({
    async close() {
      unwatch();
      await stack.close();
    },
  });
}
