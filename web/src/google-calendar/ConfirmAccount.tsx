/**
 * Asks before linking a Google account that the person does not sign in with, so that a link from
 * somebody else cannot link a calendar unnoticed.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { Button } from "./Button";
import { type CalendarError, type PendingConnection, toCalendarError } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Notice } from "./Notice";
import { Problem } from "./Problem";

/** `confirmation` is the secret from the address. */
export function ConfirmAccount({ confirmation }: { confirmation: string }) {
  const { client, setArrival, setConnection, reload } = useGoogleCalendar();
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

  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      setConnection(await client.confirmConnection(confirmation));
      setArrival({ kind: "connected" });
    } catch (thrown) {
      await fail(thrown);
      setBusy(false);
    }
  };

  if (error && !pending) return <Problem error={error} onRetry={() => void load()} />;
  if (!pending) {
    return (
      <div className="gc-skeleton" role="status">
        <span className="gc-hidden">Loading the account…</span>
        <span className="gc-bone" style={{ width: "62%" }} />
        <span className="gc-bone gc-bone-button" />
      </div>
    );
  }
  const account = pending.google_email ?? "the account that you chose";
  return (
    <>
      <Notice tone="attention" title={`Link ${account}?`}>
        <p>
          This is not the Google account that you sign in with here. Events that you add will appear
          in the calendar of{" "}
          <strong>{account}</strong>. Only link it if it is yours and you just chose it.
        </p>
      </Notice>
      {error && <Problem error={error} onRetry={() => void confirm()} busy={busy} />}
      <div className="gc-actions">
        <Button busy={busy} busyLabel="Linking…" onClick={confirm}>Link this account</Button>
        <Button look="plain" onClick={() => setArrival(null)}>Cancel</Button>
      </div>
    </>
  );
}
