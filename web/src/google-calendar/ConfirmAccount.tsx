"use client";

/**
 * Asks before linking a Google account that the person does not sign in with, so that a link from
 * somebody else cannot link a calendar unnoticed.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { Button } from "./Button";
import { type CalendarError, type PendingConnection, toCalendarError } from "./client";
import { fill } from "./fill";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Filled, useLanguage } from "./Language";
import { Notice } from "./Notice";
import { Problem } from "./Problem";
import { goOn } from "./wayBack";

/** `confirmation` is the secret from the address. */
export function ConfirmAccount({ confirmation }: { confirmation: string }) {
  const { client, navigate, setArrival, setConnection, reload } = useGoogleCalendar();
  const { messages } = useLanguage();
  const [pending, setPending] = useState<PendingConnection | null>(null);
  const [error, setError] = useState<CalendarError | null>(null);
  const [busy, setBusy] = useState(false);

  /** This person may have used the confirmation already, so the connection is loaded again. */
  const fail = useCallback(async (thrown: unknown) => {
    const failure = toCalendarError(thrown);
    if (failure.code === "confirmation_expired") {
      await reload();
      setArrival({ kind: "error", code: failure.code });
    } else setError(failure);
  }, [reload, setArrival]);

  const load = useCallback(async () => {
    setError(null);
    try {
      setPending(await client.pendingConnection(confirmation));
    } catch (thrown) {
      await fail(thrown);
    }
  }, [client, confirmation, fail]);

  useEffect(() => void load(), [load]);

  const confirm = async ({ return_to }: PendingConnection) => {
    setBusy(true);
    setError(null);
    try {
      setConnection(await client.confirmConnection(confirmation));
      setArrival({ kind: "connected" });
      goOn(return_to, "connected", navigate);
    } catch (thrown) {
      await fail(thrown);
      setBusy(false);
    }
  };

  if (error && !pending) return <Problem error={error} onRetry={() => void load()} />;
  if (!pending) {
    return (
      <div className="gc-skeleton" role="status">
        <span className="gc-hidden">{messages.loadingAccount}</span>
        <span className="gc-bone" style={{ width: "62%" }} />
        <span className="gc-bone gc-bone-button" />
      </div>
    );
  }
  const refuse = () => {
    setArrival(null);
    goOn(pending.return_to, "refused", navigate);
  };
  const account = pending.google_email ?? messages.accountYouChose;
  return (
    <>
      <Notice tone="attention" title={fill(messages.linkTitle, { account })}>
        <p>
          <Filled message={messages.linkWarning} values={{ account: <strong>{account}</strong> }} />
        </p>
      </Notice>
      {error && <Problem error={error} onRetry={() => void confirm(pending)} busy={busy} />}
      <div className="gc-actions">
        <Button busy={busy} busyLabel={messages.linking} onClick={() => void confirm(pending)}>
          {messages.link}
        </Button>
        <Button look="plain" onClick={refuse}>{messages.notMyAccount}</Button>
      </div>
    </>
  );
}
