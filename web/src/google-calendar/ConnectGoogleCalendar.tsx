/**
 * The connection card: the status of the connection, its reason, and the next step as one button.
 *
 * @module
 */
import { arrivalError, ArrivalNotice } from "./ArrivalNotice";
import { Button } from "./Button";
import { ConfirmAccount } from "./ConfirmAccount";
import { ConnectionDetails } from "./ConnectionDetails";
import { useGoogleCalendar } from "./GoogleCalendar";
import { explain, explainReason } from "./explain";
import { Notice } from "./Notice";
import { Problem } from "./Problem";

interface ConnectGoogleCalendarProps {
  /** For pages that need the card only without a connection. */
  hideWhenConnected?: boolean;
}

/** Needs `<GoogleCalendar>` around it. */
export function ConnectGoogleCalendar({ hideWhenConnected = false }: ConnectGoogleCalendarProps) {
  const { arrival, connection } = useGoogleCalendar();
  const isHidden = hideWhenConnected && arrival?.kind !== "confirm" &&
    (connection === null || connection.status === "connected");
  return (
    <>
      <ArrivalNotice />
      {!isHidden && (
        <section className="gcal gc-card" aria-labelledby="gc-connection-title">
          <div className="gc-card-head">
            <h2 id="gc-connection-title">Google Calendar</h2>
            <Badge />
          </div>
          {arrival?.kind === "confirm"
            ? <ConfirmAccount confirmation={arrival.confirmation} />
            : <CardBody />}
        </section>
      )}
    </>
  );
}

function CardBody() {
  const { connection, loadError, reload } = useGoogleCalendar();
  if (!connection) {
    return loadError
      ? <Problem error={loadError} onRetry={() => void reload()} />
      : <CardSkeleton />;
  }
  switch (connection.status) {
    case "connected":
      return <ConnectionDetails connection={connection} />;
    case "needs_reconnect":
      return (
        <>
          <Notice tone="attention" title="Please connect once more">
            <p>{explainReason(connection.reason)}</p>
          </Notice>
          <ConnectButton label="Reconnect Google Calendar" />
          {connection.google_email && (
            <p className="gc-muted">Connected before: {connection.google_email}</p>
          )}
        </>
      );
    case "not_connected":
      return (
        <>
          <p>
            Connect your calendar once, and events that you add here appear in it. You choose the
            account on Google’s own page, and can disconnect at any time.
          </p>
          <ConnectButton label="Connect Google Calendar" />
        </>
      );
  }
}

function ConnectButton({ label }: { label: string }) {
  const { arrival, setArrival, connect, connecting, connectError } = useGoogleCalendar();
  const start = () => {
    setArrival(null);
    void connect();
  };
  // The message of a failed attempt usually has the button already.
  const alreadyOffered = arrival?.kind === "error" &&
    explain(arrivalError(arrival.code)).remedy !== "none";
  if (alreadyOffered && !connectError) return null;
  return (
    <div className="gc-stack">
      {connectError && <Problem error={connectError} onRetry={start} />}
      {!connectError && (
        <div>
          <Button busy={connecting} busyLabel="Opening Google…" onClick={start}>{label}</Button>
        </div>
      )}
    </div>
  );
}

const BADGES = {
  connected: "Connected",
  needs_reconnect: "Needs you",
  not_connected: "Not connected",
};

function Badge() {
  const { connection } = useGoogleCalendar();
  if (!connection) return null;
  const { status } = connection;
  return <span className={`gc-badge gc-badge-${status}`}>{BADGES[status]}</span>;
}

function CardSkeleton() {
  return (
    <div className="gc-skeleton" role="status">
      <span className="gc-hidden">Loading your connection…</span>
      <span className="gc-bone" style={{ width: "62%" }} />
      <span className="gc-bone" style={{ width: "40%" }} />
      <span className="gc-bone gc-bone-button" />
    </div>
  );
}
