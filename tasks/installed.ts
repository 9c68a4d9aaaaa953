/**
 * Which of this project's functions an app has: those that `deno task add` recorded there, or all of them
 * in this repository and in a copy of it.
 *
 * @module
 */
import { isHalfDone } from "./add/apply.ts";
import { MIGRATIONS } from "./add/app.ts";
import { readRecord } from "./add/record.ts";
import { functionNames } from "./functionNames.ts";

/** The names of the functions, in order. Throws an error for the user if `add` was stopped in the middle. */
export function installedFunctions(folder: string): string[] {
  if (isHalfDone(folder)) {
    throw new Error(
      `deno task add was stopped in the middle. Run it again, it puts the files back first: deno task add ${folder}`,
    );
  }
  return readRecord(folder)?.functions ?? functionNames();
}

/** The files of the migrations that `add` placed in an app; undefined if it placed none. */
export function installedMigrations(folder: string): string[] | undefined {
  const record = readRecord(folder);
  if (!record) return undefined;
  return Object.keys(record.files).filter((path) => path.startsWith(`${MIGRATIONS}/`)).sort()
    .map((path) => `${folder}/${path}`);
}
