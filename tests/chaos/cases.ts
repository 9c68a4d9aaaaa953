/**
 * What the walk meets by chance, on purpose and one at a time: each case is the sharpest known test of one
 * rule of the mirror. The mutants that are planted against a rule must fail its case.
 *
 * @module
 */
import { CHANNELS } from "./cases/channels.ts";
import { ENDS } from "./cases/ends.ts";
import { OWN_WRITES } from "./cases/ownWrites.ts";
import { REBUILDS } from "./cases/rebuilds.ts";
import { SYNCS } from "./cases/syncs.ts";
import type { Case } from "./cases/tools.ts";
import { WINDOWS } from "./cases/windows.ts";

// The windows come last: their clock goes far.
export const CASES: Case[] = [
  ...SYNCS,
  ...OWN_WRITES,
  ...CHANNELS,
  ...REBUILDS,
  ...ENDS,
  ...WINDOWS,
];
