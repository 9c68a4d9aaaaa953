/**
 * Tells what a load reached: the figures that SECURITY.md names.
 *
 * @module
 */

/** Prints one line, whatever a test has done to the console. */
export function figure(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`  reached: ${text}\n`));
}

/** How many of each, for instance `200 x 201`. */
export function tally(values: (string | number | undefined)[]): string {
  const counts = Map.groupBy(values, String);
  return [...counts].map(([value, { length }]) => `${length} x ${value}`).join(", ");
}
