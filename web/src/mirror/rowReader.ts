/**
 * Loads what reads the mirror's tables: a file of its own, which loads beside the calendar's view.
 *
 * @module
 */

/** The functions of `readRows.ts`. */
export const rowReader = () => import("./readRows.ts");
