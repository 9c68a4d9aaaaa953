/**
 * The settings while they are being made: those of the file, and the changes to them. Judges them as the
 * doctor does.
 *
 * @module
 */
import type { Finding } from "../doctor/check.ts";
import { settingsChecks } from "../doctor/settings.ts";
import type { Changes } from "./envFile.ts";

export type Problem = Finding & { result: "problem" };

export class Draft {
  #changes: Changes = {};

  /** The hosted project's address, if it is known. */
  projectUrl: string | undefined;

  constructor(readonly kept: Record<string, string>) {}

  read = (name: string): string | undefined =>
    name in this.#changes ? this.#changes[name] : this.kept[name];

  /** Sets a value, or removes it. */
  set(name: string, value: string | undefined): void {
    if (value === this.kept[name]) delete this.#changes[name];
    else this.#changes[name] = value;
  }

  /** What differs from the file. */
  get changes(): Changes {
    return { ...this.#changes };
  }

  /** The names of the settings that have a value in the file and get another, or none. */
  get overwritten(): string[] {
    return Object.keys(this.#changes).filter((name) => this.kept[name] !== undefined);
  }

  /** The doctor's problems with the settings, if these had other values. */
  async problems(others: Changes = {}): Promise<Problem[]> {
    const read = (name: string) => name in others ? others[name] : this.read(name);
    const { projectUrl } = this;
    const files = { folder: ".", clientFile: undefined, dbUrl: undefined };
    const subject = { read, projectUrl, ...files, offline: true };
    const found: Finding[] = [];
    for (const check of settingsChecks) found.push(...await check(subject));
    return found.filter((finding): finding is Problem => finding.result === "problem");
  }
}

/** A problem as a sentence and its remedy. */
export function sentenceOfProblem({ about, text, remedy }: Problem): string {
  return `${about}: ${text}. ${remedy[0]!.toUpperCase()}${remedy.slice(1)}`;
}
