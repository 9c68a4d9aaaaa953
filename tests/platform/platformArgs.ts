/**
 * How code of the project runs on the platform's Deno, which cannot read the lock file of the present
 * one and has its own. To write that anew after a dependency of the functions changed:
 * `deno task lock:platform`.
 *
 * @module
 */
import { ROOT } from "../../tasks/functionNames.ts";

/** The arguments after the subcommand, for an import map of `writeImportMap`. */
export function platformArgs(importMap: string, { frozen = true } = {}): string[] {
  return [
    "--quiet",
    "--no-check",
    "--no-config",
    "--node-modules-dir=none",
    `--import-map=${importMap}`,
    `--lock=${new URL("deno-2.1.lock", ROOT).pathname}`,
    `--frozen=${frozen}`,
  ];
}
