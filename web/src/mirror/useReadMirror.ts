/**
 * Reads a calendar's range from the mirror, if it is there.
 *
 * @module
 */
import { useCallback, useRef } from "react";
import type { Range, RangeData } from "../calendar/eventStore.ts";
import { type CalendarRef, refKey, useGoogleCalendar } from "../google-calendar/index.ts";
import { useSession } from "../session.tsx";
import { covers, isReadable } from "./mirror.ts";
import { rowReader } from "./rowReader.ts";
import { knownMirrors } from "./useMirrors.ts";

/** Always the same function. It resolves to undefined for what only Google has. */
export function useReadMirror() {
  const { userId, connection } = useGoogleCalendar();
  const { data } = useSession();
  const latest = useRef(connection);
  latest.current = connection;
  return useCallback(async (ref: CalendarRef, range: Range): Promise<RangeData | undefined> => {
    const mirror = knownMirrors(userId ?? "").get(refKey(ref));
    if (!isReadable(mirror) || !covers(mirror, range)) return;
    const account = latest.current?.accounts.find(({ account_id }) =>
      account_id === ref.account_id
    );
    const address = mirror.is_primary ? account?.google_email : mirror.google_calendar_id;
    const { readRows } = await rowReader();
    return await readRows(data, mirror, range, ref, address ?? null);
  }, [data, userId]);
}
