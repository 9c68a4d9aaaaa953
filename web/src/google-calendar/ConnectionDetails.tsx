"use client";

/**
 * The details of a working connection: account, dates, permissions, and what can be done with it.
 *
 * @module
 */
import type { AccountConnection } from "./client";
import { DisconnectDialog } from "./DisconnectDialog";
import { fill } from "./fill";
import { dateLanguage, formatDay } from "./format";
import { GoogleButton } from "./GoogleButton";
import { Filled, useLanguage } from "./Language";
import { browserTimeZone } from "./time";

interface ConnectionDetailsProps {
  account: AccountConnection;
  onDisconnected: () => void;
}

/** For the only account, whose status is `connected`. */
export function ConnectionDetails({ account, onDisconnected }: ConnectionDetailsProps) {
  const { messages } = useLanguage();
  return (
    <>
      <ConnectionFacts account={account} withAddress />
      <div className="gc-actions">
        <GoogleButton look="plain" options={{ add_account: true }} label={messages.addAccount} />
        <DisconnectDialog accounts={[account]} onDisconnected={onDisconnected} />
      </div>
    </>
  );
}

interface ConnectionFactsProps {
  account: AccountConnection;
  /** Names the account, too. */
  withAddress?: boolean | undefined;
}

/** Since when, until when, and what Google allows. */
export function ConnectionFacts({ account, withAddress = false }: ConnectionFactsProps) {
  const { google_email, connected_at, expires_at, features } = account;
  const { messages } = useLanguage();
  return (
    <dl className="gc-facts">
      {withAddress && (
        <>
          <dt>{messages.account}</dt>
          <dd>{google_email ?? messages.yourGoogleAccount}</dd>
        </>
      )}
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
          <Feature on={features.events} label={messages.accessEvents} account={account} />
          <Feature on={features.free_busy} label={messages.accessFreeBusy} account={account} />
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
  );
}

interface FeatureProps {
  on: boolean;
  label: string;
  account: AccountConnection;
}

/** What Google did not allow can be allowed on Google's page, at any time. */
function Feature({ on, label, account: { account_id } }: FeatureProps) {
  const { messages } = useLanguage();
  return (
    <li className={on ? "gc-on" : "gc-off"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={on ? "M5 12.5l4.5 4.5L19 7.5" : "M6 12h12"} />
      </svg>
      <div>
        {on ? label : fill(messages.notAllowed, { permission: label })}
        {!on && (
          <GoogleButton
            look="plain"
            options={account_id === null ? {} : { account_id }}
            label={messages.allowToo}
            name={fill(messages.actionFor, { action: messages.allowToo, account: label })}
          />
        )}
      </div>
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
