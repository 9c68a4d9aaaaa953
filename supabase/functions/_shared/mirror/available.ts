/**
 * Lists the calendars that a user can have mirrored, and says which are.
 *
 * @module
 */
import { listCalendars } from "../calendars/listCalendars.ts";
import type { CallContext } from "../context.ts";
import type { AvailableCalendars } from "./answers.ts";
import { isMirrorOf, readMirrors } from "./mirrors.ts";

/** The calendars of these accounts. Throws as `listCalendars` does. */
export async function availableCalendars(
  userId: string,
  accountIds: string[],
  context: CallContext,
): Promise<AvailableCalendars> {
  const [{ calendars, unavailable }, mirrors] = await Promise.all([
    listCalendars(userId, accountIds, context),
    readMirrors(userId, undefined, context),
  ]);
  return {
    calendars: calendars.map(({ id, account_id, summary, time_zone, access_role, primary }) => ({
      id,
      account_id,
      summary,
      time_zone,
      access_role,
      primary,
      mirrored: mirrors.some((mirror) =>
        isMirrorOf(mirror, {
          accountId: account_id,
          calendarId: primary ? "primary" : id.toLowerCase(),
        })
      ),
    })),
    unavailable,
  };
}
