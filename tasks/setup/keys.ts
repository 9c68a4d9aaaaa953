/**
 * The encryption keys: makes the first one, and changes them. Never prints one.
 *
 * @module
 */
import { parseEncryptionKeys } from "../../supabase/functions/_shared/env.ts";
import type { Asker } from "./ask.ts";
import { type Draft, sentenceOfProblem } from "./draft.ts";
import type { SetupOptions } from "./options.ts";

const NAME = "TOKEN_ENCRYPTION_KEYS";

function newKey(id: string): string {
  return `${id}:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
}

/** `k1`, `k2` and so on: higher than those that are there, so that no id means two keys. */
function nextId(taken: string[]): string {
  return `k${1 + Math.max(0, ...taken.map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0)))}`;
}

/** Makes a key if there is none, or if it is asked for. */
export async function settleKeys(draft: Draft, ask: Asker, options: SetupOptions): Promise<void> {
  const kept = draft.read(NAME)?.trim();
  if (!kept) return draft.set(NAME, newKey("k1"));
  const wrong = (await draft.problems()).find(({ about }) => about === NAME);
  if (wrong) {
    const question =
      `${
        sentenceOfProblem(wrong)
      } A new key in its place cannot open the tokens that are stored: ` +
      "their users must connect again. Make a new key?";
    const flag = `--new-key   (${NAME}: ${wrong.text}; what it sealed is lost with a new one)`;
    if (options.newKey || await ask.agree(question, flag)) draft.set(NAME, newKey("k1"));
    return;
  }
  const ids = parseEncryptionKeys(() => kept).map(({ id }) => id);
  const keys = kept.split(",").map((key) => key.trim());
  const left = options.dropOldKeys ? keys.slice(0, 1) : keys;
  draft.set(NAME, [...options.newKey ? [newKey(nextId(ids))] : [], ...left].join(","));
}
