/**
 * The form of a check: it changes nothing and answers in one line. A problem always comes with the
 * exact remedy. No finding holds a secret.
 *
 * @module
 */
import { redact } from "../redact.ts";
import type { Subject } from "./subject.ts";

/** The result of one check. `skipped` if something that the check needs is missing. */
export type Finding =
  | { result: "ok"; about: string; text: string }
  | { result: "problem"; about: string; text: string; remedy: string }
  | { result: "skipped"; about: string; text: string };

/** Checks one thing. What a person can fix is a finding, never an exception. */
export type Check = (subject: Subject) => Finding[] | Promise<Finding[]>;

export const ok = (about: string, text: string): Finding => ({ result: "ok", about, text });

export const skipped = (about: string, text: string): Finding => ({
  result: "skipped",
  about,
  text,
});

export const problem = (about: string, text: string, remedy: string): Finding => ({
  result: "problem",
  about,
  text,
  remedy,
});

/** Returns a finding as one line, with everything removed that looks like a secret. */
export function lineOf(finding: Finding): string {
  const line = `${finding.result.padEnd(8)} ${finding.about}: ${finding.text}`;
  return redact(finding.result === "problem" ? `${line} -> ${finding.remedy}` : line);
}

/** Says in words why a request failed, without its address and query. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  return error.name === "TimeoutError" ? "no answer within 10 seconds" : "cannot be reached";
}

/** The time limit of a check over the network, in milliseconds. */
export const LOOK_MS = 10_000;
