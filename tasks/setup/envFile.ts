/**
 * Changes single settings of an env file. Other lines, comments and the order stay as they are.
 *
 * @module
 */
import { parseEnv } from "node:util";

/** The new value of each setting; undefined removes it. */
export type Changes = Record<string, string | undefined>;

interface Assignment {
  name: string;
  start: number;
  end: number;
  /** What follows the value in its line, with the space before it. */
  comment: string;
}

/** One assignment, whose quoted value may go over several lines. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'[^']*'|"[^"]*"|`[^`]*`|[^\s'"`#][^\n#]*?)?([ \t]+#[^\n\r]*)?[ \t\r]*(?:\n|$(?![\s\S]))/gm;

/** Values that the CLI, Deno and Node read alike without quotes. */
const PLAIN = /^[\w.:/+=@,*~%-]*$/;

function quoted(name: string, value: string): string {
  if (PLAIN.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  throw new Error(`${name} has a quote or a line break in it. Give it without.`);
}

function assignmentsOf(text: string): Assignment[] {
  return [...text.matchAll(ASSIGNMENT)].map((match) => ({
    name: match[1]!,
    start: match.index,
    end: match.index + match[0].length,
    comment: match[2] ?? "",
  }));
}

function withoutAssignments(text: string, assignments: Assignment[]): string {
  return assignments.toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

function withValue(text: string, name: string, value: string | undefined): string {
  const all = assignmentsOf(text).filter((one) => one.name === name);
  if (value === undefined) return withoutAssignments(text, all);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const line = (comment = "") => `${name}=${quoted(name, value)}${comment}${eol}`;
  // The last one counts.
  const last = all.at(-1);
  if (last) {
    const changed = text.slice(0, last.start) + line(last.comment) + text.slice(last.end);
    return withoutAssignments(changed, all.slice(0, -1));
  }
  // Beside its own comment, if the file has the setting as one.
  const hint = new RegExp(`^#[ \\t]?${name}=.*(?:\\n|$(?![\\s\\S]))`, "m").exec(text);
  const place = hint ? hint.index + hint[0].length : text.length;
  const before = text.slice(0, place);
  const gap = before === "" || before.endsWith("\n") ? "" : eol;
  return before + gap + line() + text.slice(place);
}

/** Returns the settings that have a value. */
export function valuesOf(text: string): Record<string, string> {
  const values = Object.entries(parseEnv(text)).filter(([, value]) => value?.trim());
  return Object.fromEntries(values) as Record<string, string>;
}

/**
 * Returns the text with the changes made. Throws an error for the user if another setting would change
 * with them, because the file is written in a way that is not known here.
 */
export function withChanges(text: string, changes: Changes): string {
  let changed = text;
  for (const [name, value] of Object.entries(changes)) changed = withValue(changed, name, value);
  const wanted = { ...valuesOf(text), ...changes };
  const got: Changes = valuesOf(changed);
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
    if (wanted[name] === got[name]) continue;
    throw new Error(
      `The file cannot be changed without a change of ${name}. Write ${name} as ${name}=value, on one line, and run this again.`,
    );
  }
  return changed;
}

/** The file's text, or undefined if there is none. */
export function readIfThere(path: string | URL): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes a file in one step, so that a kill never leaves a part of it. Only its owner can read it. */
export function writeSecretly(path: string, text: string): void {
  // A link stays a link.
  const target = realPath(path);
  const written = `${target}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    Deno.writeTextFileSync(written, text, { mode: 0o600, createNew: true });
    Deno.renameSync(written, target);
  } catch (error) {
    try {
      Deno.removeSync(written);
    } catch {
      // It was not written.
    }
    throw error;
  }
}

function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}
