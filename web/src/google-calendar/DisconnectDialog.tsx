"use client";

/**
 * Disconnects after a question, because it revokes everything that Google granted to this app.
 *
 * @module
 */
import { useId, useRef, useState } from "react";
import { Button } from "./Button";
import { type AccountConnection, type CalendarError, toCalendarError } from "./client";
import { fill } from "./fill";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Filled, useLanguage } from "./Language";
import { Problem } from "./Problem";

interface DisconnectDialogProps {
  /** One account, or all that are connected. */
  accounts: AccountConnection[];
  /** The button that was pressed may be gone by then. */
  onDisconnected: () => void;
}

/** The button and its dialog. */
export function DisconnectDialog({ accounts, onDisconnected }: DisconnectDialogProps) {
  const { client, connection, reload, setConnection, setArrival } = useGoogleCalendar();
  const { messages, locale } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);

  const one = accounts.length === 1 ? accounts[0]! : null;
  const isOnly = (connection?.accounts.length ?? 0) <= 1;
  const name = one?.google_email ?? messages.thisAccount;
  const label = one ? messages.disconnect : messages.disconnectAll;
  const title = !one
    ? messages.disconnectAllTitle
    : isOnly
    ? messages.disconnectTitle
    : fill(messages.disconnectAccountTitle, { account: name });

  const open = () => {
    setError(null);
    dialog.current?.showModal();
  };
  const disconnect = async () => {
    setBusy(true);
    setError(null);
    try {
      const rest = await client.disconnect(
        !one ? { all: true } : isOnly || !one.account_id ? {} : { account_id: one.account_id },
      );
      dialog.current?.close();
      setArrival(null);
      onDisconnected();
      setConnection(rest);
    } catch (thrown) {
      const failure = toCalendarError(thrown);
      setError(failure);
      // Some of the accounts may be disconnected already.
      if (!one || failure.code === "account_not_found") void reload();
    } finally {
      setBusy(false);
    }
  };

  const names = accounts.map(({ google_email }) => google_email ?? messages.yourGoogleAccount);
  return (
    <>
      <div>
        <Button
          look="plain"
          onClick={open}
          aria-label={one && !isOnly
            ? fill(messages.actionFor, { action: label, account: name })
            : undefined}
        >
          {label}
        </Button>
      </div>
      <dialog ref={dialog} className="gcal gc-dialog" aria-labelledby={titleId}>
        <h3 id={titleId}>{title}</h3>
        <p>
          <Filled
            message={one ? messages.disconnectWarning : messages.disconnectAllWarning}
            values={{
              allAccess: <strong>{messages.allAccess}</strong>,
              account: name,
              accounts: new Intl.ListFormat(locale).format(names),
            }}
          />
        </p>
        {error && <Problem error={error} onRetry={() => void disconnect()} busy={busy} />}
        <div className="gc-actions">
          <Button
            look="danger"
            busy={busy}
            busyLabel={messages.disconnecting}
            onClick={() => void disconnect()}
          >
            {label}
          </Button>
          <Button look="plain" onClick={() => dialog.current?.close()}>
            {messages.keepConnected}
          </Button>
        </div>
      </dialog>
    </>
  );
}
