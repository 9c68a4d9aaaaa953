"use client";

/**
 * The details of a working connection: account, dates, permissions, and the disconnect button.
 *
 * @module
 */
import { DisconnectDialog } from "./DisconnectDialog";
import { browserTimeZone } from "./time";
import { fill } from "./fill";
import { dateLanguage, formatDay } from "./format";
import { Filled, useLanguage } from "./Language";
import type { Connection } from "./client";

/** For a connection whose status is `connected`. */
export function ConnectionDetails({ connection }: { connection: Connection }) {
  const { google_email, connected_at, expires_at, features } = connection;
  const { messages } = useLanguage();
  return (
    <>
      <dl className="gc-facts">
        <dt>{messages.account}</dt>
        <dd>{google_email ?? messages.yourGoogleAccount}</dd>
        {connected_at && (
          <>
            <dt>{messages.since}</dt>
            <dd>
              <Day iso={connected_at} />
            </dd>
          </>
        )}
        <dt>{messages.access}</dt>
        <dd>
          <ul className="gc-features">
            <Feature on={features.events} label={messages.accessEvents} />
            <Feature on={features.free_busy} label={messages.accessFreeBusy} />
          </ul>
        </dd>
        {expires_at && (
          <>
            <dt>{messages.until}</dt>
            <dd>
              <Filled message={messages.untilDay} values={{ day: <Day iso={expires_at} /> }} />
            </dd>
          </>
        )}
      </dl>
      <DisconnectDialog email={google_email} />
    </>
  );
}

function Feature({ on, label }: { on: boolean; label: string }) {
  const { messages } = useLanguage();
  return (
    <li className={on ? "gc-on" : "gc-off"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={on ? "M5 12.5l4.5 4.5L19 7.5" : "M6 12h12"} />
      </svg>
      {on ? label : fill(messages.notAllowed, { permission: label })}
    </li>
  );
}

function Day({ iso }: { iso: string }) {
  const { locale } = useLanguage();
  return (
    <time dateTime={iso} lang={dateLanguage(locale)}>
      {formatDay(iso, browserTimeZone(), locale)}
    </time>
  );
}
