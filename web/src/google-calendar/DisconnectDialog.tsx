"use client";

/**
 * Disconnects after a question, because it revokes everything that Google granted to this app.
 *
 * @module
 */
import { useId, useRef, useState } from "react";
import { Button } from "./Button";
import { type CalendarError, toCalendarError } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Filled, useLanguage } from "./Language";
import { Problem } from "./Problem";

/** The button and its dialog. */
export function DisconnectDialog({ email }: { email: string | null }) {
  const { client, setConnection, setArrival } = useGoogleCalendar();
  const { messages } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);

  const open = () => {
    setError(null);
    dialog.current?.showModal();
  };
  const disconnect = async () => {
    setBusy(true);
    setError(null);
    try {
      const connection = await client.disconnect();
      dialog.current?.close();
      setArrival(null);
      setConnection(connection);
    } catch (thrown) {
      setError(toCalendarError(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div>
        <Button look="plain" onClick={open}>{messages.disconnect}</Button>
      </div>
      <dialog ref={dialog} className="gcal gc-dialog" aria-labelledby={titleId}>
        <h3 id={titleId}>{messages.disconnectTitle}</h3>
        <p>
          <Filled
            message={messages.disconnectWarning}
            values={{
              allAccess: <strong>{messages.allAccess}</strong>,
              account: email ?? messages.thisAccount,
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
            {messages.disconnect}
          </Button>
          <Button look="plain" onClick={() => dialog.current?.close()}>
            {messages.keepConnected}
          </Button>
        </div>
      </dialog>
    </>
  );
}
