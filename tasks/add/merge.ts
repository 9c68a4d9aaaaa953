/**
 * Merges what an app changed in a file with what a new version changed in it, line by line.
 *
 * @module
 */
import { diff3Merge } from "node-diff3";

export interface Merged {
  text: string;
  /** How many places both have changed differently; they are marked in the text as Git marks them. */
  conflicts: number;
}

type Part = { ok?: string[]; conflict?: { a: string[]; b: string[] } };

/** The lines, without an empty one at the end. */
const linesOf = (text: string) => text.replace(/\n$/, "").split("\n");

/** `base` is the text that both come from; `version` names the new one in the marks. */
export function merge(yours: string, base: string, theirs: string, version: string): Merged {
  const [a, o, b] = [linesOf(yours), linesOf(base), linesOf(theirs)] as const;
  const parts: Part[] = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const lines = parts.flatMap(({ ok, conflict }) =>
    ok ?? [
      "<<<<<<< yours",
      ...conflict!.a,
      "=======",
      ...conflict!.b,
      `>>>>>>> Google Calendar ${version}`,
    ]
  );
  return {
    text: `${lines.join("\n")}\n`,
    conflicts: parts.filter(({ conflict }) => conflict).length,
  };
}

/** Whether a text still has the marks of a conflict. */
export const isMarked = (text: string): boolean =>
  /^<<<<<<< /m.test(text) && /^>>>>>>> /m.test(text);
