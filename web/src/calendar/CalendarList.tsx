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
import type { Mirrors } from "../mirror/mirror.ts";
import { MirrorSwitch } from "../mirror/MirrorSwitch.tsx";
import { useMirrorDetails } from "../mirror/useMirrorDetails.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

interface CalendarListProps {
  accounts: AccountConnection[];
  calendars: ShownCalendar[];
  /** By the calendar's key, or by the account. */
  failures: Failures;
  /** Accounts whose list could not be read. */
  unavailable: { account_id: string; code: string }[];
  mirrors: Mirrors;
  busy: boolean;
  onShow: (key: string, on: boolean) => void;
  onRetry: () => void;
}

/** On a narrow screen, and for one account alone, the list is folded away until something is wrong. */
const WIDE = "(min-width: 40rem)";

/** The list is there also for one calendar, which can be kept up to date. */
export function CalendarList(props: CalendarListProps) {
  const { accounts, calendars } = props;
  const { texts } = useTexts();
  const [isWide] = useState(() => matchMedia(WIDE).matches);
  const isOpen = isWide && accounts.length > 1;
  const hasFailed = props.failures.size > 0 || props.unavailable.length > 0;
  const [isSeen, setSeen] = useState(isOpen || hasFailed);
  const { allowed, isKnown } = useMirrorDetails(props.mirrors, isSeen);
  const shown = calendars.filter(({ isShown }) => isShown).length;
  return (
    <details
      className="gc-more calendar-list"
      open={isOpen || hasFailed}
      onToggle={(event) => event.currentTarget.open && setSeen(true)}
    >
      <summary>
        {fill(texts.calendars, { shown: String(shown), count: String(calendars.length) })}
      </summary>
      <div className="calendar-accounts">
        {accounts.map((account) => (
          <Account
            key={account.account_id}
            account={account}
            mayMirror={isKnown ? allowed : null}
            {...props}
          />
        ))}
      </div>
    </details>
  );
}

interface AccountProps extends CalendarListProps {
  account: AccountConnection;
  /** Whether the project lets calendars be kept up to date. Until that is known the switches have their room. */
  mayMirror: boolean | null;
}

function Account({ account, mayMirror, ...props }: AccountProps) {
  const { calendars, failures, unavailable, mirrors, busy, onShow, onRetry } = props;
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
      {own.map((one) => {
        const { key, calendar, color, isShown } = one;
        // Of a calendar that shows no more than free and busy there can be no copy.
        const mayBeKept = works && calendar.access_role !== "freeBusyReader";
        return (
          <div key={key} className={works && failures.has(key) ? "has-failed" : undefined}>
            <label className="check">
              <input
                type="checkbox"
                checked={isShown}
                onChange={(event) => onShow(key, event.target.checked)}
              />
              <span className="calendar-dot" style={{ background: color }} aria-hidden="true" />
              <span>
                {calendar.summary ?? calendar.id}
                {!calendar.writable && <span className="gc-muted">{` ${texts.readOnly}`}</span>}
              </span>
            </label>
            {mayBeKept && (mayMirror !== false || mirrors.has(key)) && (
              <MirrorSwitch
                own={one}
                isOn={mirrors.has(key)}
                isHidden={mayMirror === null && !mirrors.has(key)}
              />
            )}
            {works && failures.has(key) && (
              <Problem
                error={failures.get(key)!}
                accountId={account_id}
                busy={busy}
                onRetry={onRetry}
              />
            )}
          </div>
        );
      })}
      {!works && <p className="gc-muted">{texts.notUpToDate}</p>}
      {works && problem && (
        <Problem error={problem} accountId={account_id} busy={busy} onRetry={onRetry} />
      )}
    </fieldset>
  );
}
