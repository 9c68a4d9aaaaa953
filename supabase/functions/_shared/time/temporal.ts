/**
 * The runtime's own `Temporal` if it has one. Otherwise the polyfill, which is loaded only then.
 *
 * @module
 */
import type { Temporal as Polyfill } from "temporal-polyfill";

/** A point in time. */
export type Instant = Polyfill.Instant;

/** A date and a time of day, without a zone. */
export type PlainDateTime = Polyfill.PlainDateTime;

/** A point in time, in a zone. */
export type ZonedDateTime = Polyfill.ZonedDateTime;

export const Temporal: typeof Polyfill = (globalThis as { Temporal?: typeof Polyfill }).Temporal ??
  (await import("temporal-polyfill")).Temporal;
