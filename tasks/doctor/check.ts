/**
 * What a check is: it looks, changes nothing, and answers in one line. What is wrong always comes with
 * the exact way to fix it. No finding holds a secret.
 *
 * @module
 */
import { redact } from "../redact.ts";
import type { Subject } from "./subject.ts";

/** What one look found. `skipped` if something is missing that the check needs. */
export type Finding =
  | { result: "ok"; about: string; text: string }
  | { result: "problem"; about: string; text: string; remedy: string }
  | { result: "skipped"; about: string; text: string };

/** Looks at one thing. Throws nothing that a person can fix: that is a finding. */
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

/** A finding as its one line, without what looks like a secret. */
export function lineOf(finding: Finding): string {
  const line = `${finding.result.padEnd(8)} ${finding.about}: ${finding.text}`;
  return redact(finding.result === "problem" ? `${line} -> ${finding.remedy}` : line);
}

/** What could not be reached, in words: never a request's address with its query. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  return error.name === "TimeoutError" ? "no answer within 10 seconds" : "cannot be reached";
}

/** A look over the network takes this long at the most, in milliseconds. */
export const LOOK_MS = 10_000;
