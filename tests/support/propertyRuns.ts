/**
 * How often a property is tried; fewer where the same properties are tried a second time.
 *
 * @module
 */

/** The variable that says otherwise. */
export const VARIABLE = "PROPERTY_RUNS";

export const PROPERTY_RUNS = Number(Deno.env.get(VARIABLE) ?? 10_000);
