/**
 * This copy's version, which `deno.json` states. `CHANGELOG.md` says what each version changed.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };

export const VERSION: string = config.version;

/** Whether the version `a` comes after `b`. Both are three numbers with dots between. */
export function isNewer(a: string, b: string): boolean {
  const [one, two] = [a, b].map((version) => version.split(".").map(Number));
  const differing = one!.findIndex((part, i) => part !== two![i]);
  return differing >= 0 && one![differing]! > (two![differing] ?? 0);
}
