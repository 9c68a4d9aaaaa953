/**
 * Asks the person at the terminal. Without a terminal it asks nothing, and notes which flags would have
 * given the answers.
 *
 * @module
 */
import { confirm, isCancel, log, password, text } from "@clack/prompts";
import { UsageError } from "../sentences.ts";

export interface Question {
  message: string;
  /** The flag that answers it. */
  flag: string;
  /** The answer if the person presses Enter. */
  byDefault?: string;
  /** An empty answer is one too. */
  optional?: boolean;
  isSecret?: boolean;
  /** Returns what is wrong with an answer. */
  problemOf?(answer: string): Promise<string | undefined>;
}

export interface Asker {
  isTerminal: boolean;
  /** The answer without spaces around it; undefined without a terminal. */
  ask(question: Question): Promise<string | undefined>;
  /** Whether the person agrees. Without a terminal: no, and the flag is noted. */
  agree(message: string, flag: string): Promise<boolean>;
  /** Throws an error that names the flags, if an answer was needed and there is no terminal. */
  mustBeAnswered(): void;
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  throw new Error("Stopped. Run deno task setup again: it asks only what is missing.");
}

function terminal(): Asker {
  return {
    isTerminal: true,
    async ask({ message, byDefault, optional, isSecret, problemOf }) {
      for (;;) {
        const typed = isSecret
          ? await password({ message })
          : await text({ message, placeholder: byDefault, defaultValue: byDefault });
        const answer = answered(typed)?.trim() || byDefault || "";
        const wrong = answer
          ? await problemOf?.(answer)
          : optional
          ? undefined
          : "Give an answer, or press Ctrl-C.";
        if (!wrong) return answer;
        log.error(wrong);
      }
    },
    agree: async (message) => answered(await confirm({ message })),
    mustBeAnswered() {},
  };
}

function nobody(): Asker {
  const missing = new Set<string>();
  return {
    isTerminal: false,
    ask({ flag, optional }) {
      if (!optional) missing.add(flag);
      return Promise.resolve(undefined);
    },
    agree(_, flag) {
      missing.add(flag);
      return Promise.resolve(false);
    },
    mustBeAnswered() {
      if (missing.size === 0) return;
      const flags = [...missing].map((flag) => `\n  ${flag}`).join("");
      throw new UsageError(
        `Nothing was written, because there is no terminal to ask in. Run this in a terminal, or give:${flags}`,
      );
    },
  };
}

/** Asks in the terminal, if there is one. */
export function asker(): Asker {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal() ? terminal() : nobody();
}
