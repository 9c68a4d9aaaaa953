/**
 * Counts what a walk did and met, so that one can see what a green run went through.
 *
 * @module
 */

export class Report {
  readonly #counts = new Map<string, number>();

  count(name: string, by = 1): void {
    this.#counts.set(name, this.total(name) + by);
  }

  total(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  add(other: Report): void {
    for (const [name, count] of other.#counts) this.count(name, count);
  }

  /** `12 changes, 30 pushes sent, ...` */
  toString(names: string[] = [...this.#counts.keys()]): string {
    return names.map((name) => `${this.total(name)} ${name}`).join(", ");
  }
}

const DEBUG = Deno.env.get("CHAOS_DEBUG");
/** Prints what happens, for who looks for a fault. */
export function debug(text: string): void {
  if (DEBUG) {
    Deno.stderr.writeSync(
      new TextEncoder().encode(`${new Date().toISOString().slice(14, 23)} ${text}\n`),
    );
  }
}
