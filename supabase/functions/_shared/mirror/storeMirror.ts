/**
 * Stores that a calendar is mirrored from now on, as the settings say how much of it.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import type { Answer } from "../databaseAnswers.ts";
import { mirrorSettings } from "../env.ts";

interface NewMirror {
  accountId: string;
  /** The calendar's name in the mirror. */
  name: string;
  /** What Google says, if it was asked. The first sync reads the zone in any case. */
  summary?: string | null | undefined;
  timeZone?: string | null | undefined;
}

/** The stored row; undefined if the account is not connected. A calendar that is mirrored already stays so. */
export async function storeMirror(
  { accountId, name, summary, timeZone }: NewMirror,
  context: CallContext,
): Promise<Answer<"mirror_calendar">[number] | undefined> {
  const { daysBack, daysAhead, timesOnly } = mirrorSettings();
  const [row] = await callDatabase("mirror_calendar", {
    p_account_id: accountId,
    p_google_calendar_id: name,
    p_is_primary: name === "primary",
    p_summary: summary ?? undefined,
    p_time_zone: timeZone ?? undefined,
    p_days_back: daysBack,
    p_days_ahead: daysAhead,
    p_times_only: timesOnly,
  }, context);
  return row;
}
