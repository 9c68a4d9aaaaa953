/**
 * Makes `web/.env`: the project's address and publishable key, for the web app. Both are public.
 *
 * @module
 */
import { UsageError } from "../sentences.ts";
import type { Asker } from "./ask.ts";
import { Draft, sentenceOfProblem } from "./draft.ts";
import { readIfThere, valuesOf, withChanges } from "./envFile.ts";
import type { SetupOptions } from "./options.ts";

const KEY = "VITE_SUPABASE_PUBLISHABLE_KEY";
const ADDRESS = "VITE_SUPABASE_URL";

/** A publishable key, or the `anon` key of older projects, which is a JSON Web Token. */
const SHAPE = /^(sb_publishable_[\w-]{8,}|eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+)$/;

async function problemOf(key: string): Promise<string | undefined> {
  const [secret] = (await new Draft({}).problems({ [KEY]: key }))
    .filter(({ about }) => about === KEY);
  if (secret) return sentenceOfProblem(secret);
  if (SHAPE.test(key)) return undefined;
  return "This is no publishable key, which begins with sb_publishable_. Copy it from the dashboard, Project Settings, API Keys.";
}

export interface WebFile {
  path: string;
  text: string;
}

/** Returns the file to write: if the key is given, or if a person gives it. */
export async function settleWebApp(
  { folder, publishableKey, yes }: SetupOptions,
  projectUrl: string,
  ask: Asker,
): Promise<WebFile | undefined> {
  const path = `${folder}/web/.env`.replace(/^\.\//, "");
  const example = readIfThere(`${path}.example`);
  if (example === undefined) {
    if (!publishableKey) return undefined;
    throw new UsageError(`--publishable-key is for the web app in web/, and ${folder} has none.`);
  }
  const text = readIfThere(path);
  const kept = text === undefined ? {} : valuesOf(text);
  const isThere = kept[ADDRESS] === projectUrl && kept[KEY] && !await problemOf(kept[KEY]);
  const wrong = publishableKey && await problemOf(publishableKey);
  if (wrong) throw new UsageError(wrong);
  const key = publishableKey ?? (isThere ? undefined : await ask.ask({
    message:
      "The project's publishable key, for web/.env (dashboard, Project Settings, API Keys; " +
      "Enter: later)",
    flag: "--publishable-key KEY",
    optional: true,
    problemOf,
  }));
  if (!key) return undefined;
  const changes: Record<string, string> = { [ADDRESS]: projectUrl, [KEY]: key };
  const others = Object.keys(changes).filter((name) => kept[name] && kept[name] !== changes[name]);
  if (others.length > 0 && !yes) {
    const question = `${path} has another value of ${others.join(" and ")}. Change it?`;
    if (!await ask.agree(question, `--yes   (it changes ${others.join(" and ")})`)) {
      return undefined;
    }
  }
  const changed = withChanges(text ?? example, changes);
  return changed === text ? undefined : { path, text: changed };
}
