/**
 * Names the calendar that an event is in, and says if it can only be read.
 *
 * @module
 */
import { fill, useGoogleCalendar } from "../google-calendar/index.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

/** For pages with several calendars. */
export function OwnCalendar({ own: { calendar, color } }: { own: ShownCalendar }) {
  const { texts } = useTexts();
  const { connection } = useGoogleCalendar();
  const accounts = connection?.accounts ?? [];
  const name = calendar.summary ?? calendar.id;
  const account = accounts.find(({ account_id }) => account_id === calendar.account_id);
  const address = accounts.length > 1 ? account?.google_email : null;
  return (
    <div className="own-calendar">
      <p>
        <span className="calendar-dot" style={{ background: color }} aria-hidden="true" />
        {fill(texts.inCalendar, { name })}
        {address && address !== name && <span className="gc-muted">{` (${address})`}</span>}
      </p>
      {!calendar.writable && <p className="gc-muted">{texts.readOnlyCalendar}</p>}
    </div>
  );
}
