/**
 * The accounts and their calendars, each with a switch and its colour. What could not be loaded is said
 * beside it.
 *
 * @module
 */
import { useState } from "react";
import {
  type AccountConnection,
  CalendarError,
  fill,
  isConnected,
  Problem,
} from "../google-calendar/index.ts";
import "./calendarList.css";
import type { Failures } from "./useEvents.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

interface CalendarListProps {
  accounts: AccountConnection[];
  calendars: ShownCalendar[];
  /** False until all calendars are known. */
  ready: boolean;
  /** By the calendar's key, or by the account. */
  failures: Failures;
  /** Accounts whose list could not be read. */
  unavailable: { account_id: string; code: string }[];
  busy: boolean;
  onShow: (key: string, on: boolean) => void;
  onRetry: () => void;
}

/** On a narrow screen, and for one account alone, the list is folded away until something is wrong. */
const WIDE = "(min-width: 40rem)";

/** Renders nothing if there is only one calendar. Where there may be more, the list has its room from the start. */
export function CalendarList(props: CalendarListProps) {
  const { accounts, calendars, ready } = props;
  const { texts } = useTexts();
  const [isWide] = useState(() => matchMedia(WIDE).matches);
  const [mayHaveMore] = useState(!ready);
  if (calendars.length < 2 && !mayHaveMore) return null;
  const isOpen = isWide && accounts.length > 1;
  const hasFailed = props.failures.size > 0 || props.unavailable.length > 0;
  const shown = calendars.filter(({ isShown }) => isShown).length;
  return (
    <details className="gc-more calendar-list" open={isOpen || hasFailed}>
      <summary>
        {fill(texts.calendars, { shown: String(shown), count: String(calendars.length) })}
      </summary>
      <div className="calendar-accounts">
        {accounts.map((account) => (
          <Account
            key={account.account_id}
            account={account}
            {...props}
          />
        ))}
      </div>
    </details>
  );
}

function Account({ account, ...props }: CalendarListProps & { account: AccountConnection }) {
  const { calendars, failures, unavailable, busy, onShow, onRetry } = props;
  const { account_id } = account;
  const { texts, messages } = useTexts();
  // The connection card asks for the reconnect already.
  const works = isConnected(account);
  const own = calendars.filter(({ ref }) => ref.account_id === account_id);
  const missing = unavailable.find((one) => one.account_id === account_id);
  const problem = missing &&
    new CalendarError({ code: missing.code, message: "The calendars could not be listed." });
  return (
    <fieldset className="calendar-account">
      <legend>{account.google_email ?? messages.yourGoogleAccount}</legend>
      {own.map(({ key, calendar, color, isShown }) => (
        <div key={key} className={works && failures.has(key) ? "has-failed" : undefined}>
          <label className="check">
            <input
              type="checkbox"
              checked={isShown}
              onChange={(event) =>
                onShow(key, event.target.checked)}
            />
            <span className="calendar-dot" style={{ background: color }} aria-hidden="true" />
            <span>
              {calendar.summary ?? calendar.id}
              {!calendar.writable && <span className="gc-muted">{` ${texts.readOnly}`}</span>}
            </span>
          </label>
          {works && failures.has(key) && (
            <Problem
              error={failures.get(key)!}
              accountId={account_id}
              busy={busy}
              onRetry={onRetry}
            />
          )}
        </div>
      ))}
      {!works && <p className="gc-muted">{texts.notUpToDate}</p>}
      {works && problem && (
        <Problem error={problem} accountId={account_id} busy={busy} onRetry={onRetry} />
      )}
    </fieldset>
  );
}
