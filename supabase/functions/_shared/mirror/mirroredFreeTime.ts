/**
 * Finds busy and free times in the mirror, without a call to Google.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { assertConnected } from "../accounts/grants.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";
import { ApiError } from "../errors.ts";
import type { FreeTime } from "../events/answers.ts";
import { type FreeTimeQuery, toFreeTime } from "../events/freeTime.ts";
import type { Interval } from "../events/intervals.ts";
import { nameInMirror } from "./calendarName.ts";

type Row = Answer<"busy_of">[number];

/**
 * As `findFreeTime`. Throws `mirror_not_ready` unless every calendar is mirrored, live, and mirrored for all
 * of the time: what is not known must never look free.
 */
export async function mirroredFreeTime(
  account: Account,
  query: FreeTimeQuery,
  context: CallContext,
): Promise<FreeTime> {
  assertConnected(account);
  const [row] = await callDatabase("busy_of", {
    p_user_id: account.userId,
    p_account_id: account.accountId,
    p_from: query.time_min,
    p_to: query.time_max,
    p_google_calendar_ids: query.calendar_id.map((id) => nameInMirror(id, account)),
  }, context);
  const answer = oneOf(["ready", "not_ready"], row?.answer, "busy_of", "answer");
  if (!row || answer === "not_ready") throw new ApiError("mirror_not_ready");
  return toFreeTime(intervalsOf(row), query, new Date(row.as_of).toISOString());
}

function intervalsOf({ intervals }: Row): Interval[] {
  return (intervals as { starts_at: string; ends_at: string }[]).map(({ starts_at, ends_at }) => ({
    start: Date.parse(starts_at),
    end: Date.parse(ends_at),
  }));
}
