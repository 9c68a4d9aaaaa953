/**
 * The platform's own `Temporal` where it has one, else the polyfill, which only then is loaded.
 *
 * @module
 */
import type { Temporal as Polyfill } from "temporal-polyfill";

/** What is used of it where types are named. */
export type Instant = Polyfill.Instant;

export const Temporal: typeof Polyfill = (globalThis as { Temporal?: typeof Polyfill }).Temporal ??
  (await import("temporal-polyfill")).Temporal;
