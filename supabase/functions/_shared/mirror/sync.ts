/**
 * The state of one calendar's sync, and how a sync ends early.
 *
 * @module
 */
import type { CalendarClient } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import type { Limits } from "./limits.ts";
import type { Phase, Work } from "./work.ts";

/** Another sync has the calendar now, or the calendar is no longer mirrored. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** What has been read so far cannot be gone on from: everything must be read again. */
export class RebuildNeeded extends Error {
  override readonly name = "RebuildNeeded";
  constructor(readonly reason: "expired" | "series") {
    super(reason);
  }
}

/** A sync under way. Its fields change as it goes on. */
export interface Sync {
  readonly work: Work;
  readonly calendar: CalendarClient;
  readonly lease: string;
  readonly context: CallContext;
  readonly limits: Limits;
  phase: Phase;
  rebuild: number;
  from: string;
  until: string;
  syncToken: string | null;
  pageToken: string | null;
  localWrites: number;
  pages: number;
  rebuilt: boolean;
}
