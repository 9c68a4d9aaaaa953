/**
 * Writes the settings: after a question if a value changes, in one step, readable by their owner only.
 *
 * @module
 */
import { redact } from "../redact.ts";
import type { Asker } from "./ask.ts";
import type { Draft } from "./draft.ts";
import { readIfThere, withChanges, writeSecretly } from "./envFile.ts";

/** What a new file begins with: every setting, with what it is for. */
const TEMPLATE = new URL("../../supabase/functions/.env.example", import.meta.url);

const KEYS = "TOKEN_ENCRYPTION_KEYS";

/** Only these are shown with their values: nobody pastes a secret there. */
const PUBLIC = /^(APP_URL|API_URL|ALLOWED_ORIGINS|REQUIRED_AAL|USER_\w+)$/;

function described(draft: Draft, name: string): string {
  if (!PUBLIC.test(name)) return name;
  return redact(`${name} (${draft.kept[name]} -> ${draft.read(name) ?? "removed"})`);
}

/** Returns whether the values that the file has may be changed. */
export async function mayOverwrite(draft: Draft, ask: Asker, yes: boolean): Promise<boolean> {
  const names = draft.overwritten;
  if (names.length === 0 || yes) return true;
  const list = names.map((name) => described(draft, name)).join(", ");
  return await ask.agree(
    `The file has other values of ${list}. Change them?`,
    `--yes   (changes ${list})`,
  );
}

/** Writes what differs. Returns what was done, in lines. */
export function writeSettings(path: string, draft: Draft): string[] {
  const text = readIfThere(path);
  const names = Object.keys(draft.changes);
  if (text !== undefined && names.length === 0) {
    // The file of another tool, or of a copy, may be open to others.
    Deno.chmodSync(path, 0o600);
    return [`${path}: complete already`];
  }
  const template = text ?? readIfThere(TEMPLATE) ?? "";
  writeSecretly(path, withChanges(template, draft.changes));
  const lines = [`${path}: ${names.join(", ")} written`];
  const first = (keys: string | undefined) => keys?.split(",")[0]?.trim();
  if (first(draft.read(KEYS)) !== first(draft.kept[KEYS])) {
    lines.push(
      "Keep a copy of the encryption key in a safe place: without it the stored tokens are lost.",
    );
  }
  return lines;
}

/** Returns a warning if git would commit the file. Says nothing without git, or outside a repository. */
export async function warningOfGit(path: string, folder: string): Promise<string | undefined> {
  try {
    const { code } = await new Deno.Command("git", {
      args: ["check-ignore", "--quiet", Deno.realPathSync(path)],
      cwd: folder,
      stderr: "null",
    }).output();
    // 0: ignored; 128: no repository, or not one that holds the file.
    if (code !== 1) return undefined;
  } catch {
    return undefined;
  }
  return `git does not ignore ${path}, which holds secrets. Keep it out: echo supabase/functions/.env >> ${folder}/.gitignore`;
}
