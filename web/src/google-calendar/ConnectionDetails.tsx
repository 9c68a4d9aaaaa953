/**
 * The details of a working connection: account, dates, permissions, and the disconnect button.
 *
 * @module
 */
import { DisconnectDialog } from "./DisconnectDialog";
import { browserTimeZone } from "./time";
import { dateLanguage, formatDay } from "./format";
import type { Connection } from "./client";

/** For a connection whose status is `connected`. */
export function ConnectionDetails({ connection }: { connection: Connection }) {
  const { google_email, connected_at, expires_at, features } = connection;
  return (
    <>
      <dl className="gc-facts">
        <dt>Account</dt>
        <dd>{google_email ?? "Your Google account"}</dd>
        {connected_at && (
          <>
            <dt>Since</dt>
            <dd>
              <Day iso={connected_at} />
            </dd>
          </>
        )}
        <dt>Access</dt>
        <dd>
          <ul className="gc-features">
            <Feature on={features.events} label="See and edit events" />
            <Feature on={features.free_busy} label="See when you are free" />
          </ul>
        </dd>
        {expires_at && (
          <>
            <dt>Until</dt>
            <dd>
              <Day iso={expires_at} />. Google limits this access in time; reconnect to go on.
            </dd>
          </>
        )}
      </dl>
      <DisconnectDialog email={google_email} />
    </>
  );
}

function Feature({ on, label }: { on: boolean; label: string }) {
  return (
    <li className={on ? "gc-on" : "gc-off"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={on ? "M5 12.5l4.5 4.5L19 7.5" : "M6 12h12"} />
      </svg>
      {label}
      {!on && " (not allowed)"}
    </li>
  );
}

function Day({ iso }: { iso: string }) {
  return <time dateTime={iso} lang={dateLanguage()}>{formatDay(iso, browserTimeZone())}</time>;
}
