/**
 * The web app's address, what `--set` gives, and whatever else the doctor finds wrong.
 *
 * @module
 */
import { OWN_SETTINGS } from "../doctor/settings.ts";
import { UsageError } from "../sentences.ts";
import type { Asker, Question } from "./ask.ts";
import { type Draft, sentenceOfProblem } from "./draft.ts";
import type { SetupOptions } from "./options.ts";

/** Where `deno task start` and Vite serve the web app. */
const FIRST_TRY = "http://localhost:5173";

async function problemOf(draft: Draft, name: string, value: string): Promise<string | undefined> {
  const found = (await draft.problems({ [name]: value })).find(({ about }) => about === name);
  return found && sentenceOfProblem(found);
}

async function settle(draft: Draft, name: string, value: string | undefined): Promise<void> {
  const wrong = value && await problemOf(draft, name, value);
  if (wrong) throw new UsageError(wrong);
  draft.set(name, value);
}

async function askFor(draft: Draft, ask: Asker, name: string, question: Question): Promise<void> {
  const answer = await ask.ask({
    ...question,
    problemOf: (value) => problemOf(draft, name, value),
  });
  if (answer !== undefined) draft.set(name, answer || undefined);
}

/** The given ones, and `APP_URL`. */
export async function settleOthers(
  draft: Draft,
  ask: Asker,
  { set, appUrl }: SetupOptions,
): Promise<void> {
  if (appUrl) await settle(draft, "APP_URL", appUrl.trim());
  if ((await draft.problems()).some(({ about }) => about === "APP_URL")) {
    await askFor(draft, ask, "APP_URL", {
      message: `The web app's address (Enter: ${FIRST_TRY}, for a first try)`,
      flag: "--app-url URL",
      byDefault: FIRST_TRY,
    });
  }
  // The check of the origins begins with the app's own.
  for (const [name, value] of Object.entries(set)) await settle(draft, name, value);
}

/** Everything that is wrong still: settings that are set, and malformed or out of place. */
export async function settleRest(draft: Draft, ask: Asker): Promise<void> {
  const asked = new Set(["APP_URL", "TOKEN_ENCRYPTION_KEYS"]);
  const isOpen = ({ about }: { about: string }) =>
    !asked.has(about) && (OWN_SETTINGS as readonly string[]).includes(about) &&
    !about.startsWith("GOOGLE_CLIENT");
  for (let open; (open = (await draft.problems()).find(isOpen));) {
    asked.add(open.about);
    await askFor(draft, ask, open.about, {
      message: `${sentenceOfProblem(open)}. New value (Enter: remove it)`,
      flag:
        `--set ${open.about}=VALUE   (wrong now: ${open.text}; --set ${open.about}= removes it)`,
      optional: ask.isTerminal,
    });
  }
}
