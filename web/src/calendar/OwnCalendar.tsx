/**
 * Names the calendar that an event is in, and says if it can only be read.
 *
 * @module
 */
import { useGoogleCalendar } from "../google-calendar/index.ts";
import type { ShownCalendar } from "./useShown.ts";

/** For pages with several calendars. */
export function OwnCalendar({ own: { calendar, color } }: { own: ShownCalendar }) {
  const { connection } = useGoogleCalendar();
  const accounts = connection?.accounts ?? [];
  const name = calendar.summary ?? calendar.id;
  const account = accounts.find(({ account_id }) => account_id === calendar.account_id);
  const address = accounts.length > 1 ? account?.google_email : null;
  return (
    <div className="own-calendar">
      <p>
        <span className="calendar-dot" style={{ background: color }} aria-hidden="true" />
        Calendar: {name}
        {address && address !== name && <span className="gc-muted">{` (${address})`}</span>}
      </p>
      {!calendar.writable && (
        <p className="gc-muted">
          You can only read this calendar, so the event can neither be moved nor changed here. Its
          owner can allow it.
        </p>
      )}
    </div>
  );
}
