"use client";

/**
 * One of several connected accounts: its state, its permissions, and what can be done with it.
 *
 * @module
 */
import { useId, useState } from "react";
import { isConnected } from "./accounts";
import { Badge } from "./Badge";
import { Button } from "./Button";
import { type AccountConnection, type CalendarError, toCalendarError } from "./client";
import { ConnectionFacts } from "./ConnectionDetails";
import { DisconnectDialog } from "./DisconnectDialog";
import { explainReason } from "./explain";
import { fill } from "./fill";
import { GoogleButton } from "./GoogleButton";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Problem } from "./Problem";

interface AccountItemProps {
  account: AccountConnection;
  /** Says what just happened, and takes the focus from a button that is gone. */
  onDone: (text: string) => void;
}

/** A list item. Its failures stay with it. */
export function AccountItem({ account, onDone }: AccountItemProps) {
  const { client, reload, setArrival, setConnection } = useGoogleCalendar();
  const { messages } = useLanguage();
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);
  const { account_id, is_default, reason, status } = account;
  const name = account.google_email ?? messages.yourGoogleAccount;
  const nameOf = (action: string) => fill(messages.actionFor, { action, account: name });

  const makeDefault = async () => {
    if (account_id === null) return;
    setBusy(true);
    setError(null);
    try {
      setConnection(await client.makeDefault(account_id));
      setArrival(null);
      onDone(fill(messages.madeDefault, { account: name }));
    } catch (thrown) {
      const failure = toCalendarError(thrown);
      setError(failure);
      if (failure.code === "account_not_found") void reload();
    } finally {
      setBusy(false);
    }
  };

  return (
    <li className="gc-account" aria-labelledby={titleId}>
      <div className="gc-card-head">
        <h3 id={titleId}>{name}</h3>
        <span className="gc-badges">
          {is_default && <span className="gc-badge">{messages.defaultAccount}</span>}
          <Badge status={status} />
        </span>
      </div>
      {!isConnected(account) && <p>{explainReason(reason, messages)}</p>}
      {isConnected(account) && <ConnectionFacts account={account} />}
      {error && <Problem error={error} busy={busy} onRetry={() => void makeDefault()} />}
      <div className="gc-actions">
        {!isConnected(account) && (
          <GoogleButton
            options={account_id === null ? {} : { account_id }}
            label={messages.reconnectShort}
            name={nameOf(messages.reconnectShort)}
          />
        )}
        {isConnected(account) && !is_default && (
          <Button
            look="plain"
            busy={busy}
            busyLabel={messages.makingDefault}
            aria-label={busy ? undefined : nameOf(messages.makeDefault)}
            onClick={() => void makeDefault()}
          >
            {messages.makeDefault}
          </Button>
        )}
        <DisconnectDialog
          accounts={[account]}
          onDisconnected={() => onDone(fill(messages.accountDisconnected, { account: name }))}
        />
      </div>
    </li>
  );
}
