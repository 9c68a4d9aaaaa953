/**
 * Forgets what was loaded for a person, when that person signs out or another one signs in.
 *
 * @module
 */

const all = new Set<() => void>();

/** Registers a function that forgets. */
export function onForget(forget: () => void): void {
  all.add(forget);
}

/** Calls every registered function. */
export function forgetAll(): void {
  for (const forget of all) forget();
}
