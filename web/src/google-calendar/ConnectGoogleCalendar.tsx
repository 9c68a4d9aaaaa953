"use client";

/**
 * The connection card: the status of the connection, its reason, and the next step as one button.
 *
 * @module
 */
import { useId } from "react";
import { arrivalError, ArrivalNotice } from "./ArrivalNotice";
import { Button } from "./Button";
import { ConfirmAccount } from "./ConfirmAccount";
import { ConnectionDetails } from "./ConnectionDetails";
import { explain, explainReason } from "./explain";
import { fill } from "./fill";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Notice } from "./Notice";
import { Problem } from "./Problem";

interface ConnectGoogleCalendarProps {
  /** For pages that need the card only without a connection. */
  hideWhenConnected?: boolean | undefined;
}

/** Needs `<GoogleCalendar>` around it. */
export function ConnectGoogleCalendar({ hideWhenConnected = false }: ConnectGoogleCalendarProps) {
  const { arrival, connection } = useGoogleCalendar();
  const { messages } = useLanguage();
  const titleId = useId();
  const isHidden = hideWhenConnected && arrival?.kind !== "confirm" &&
    (connection === null || connection.status === "connected");
  return (
    <div className="gcal gc-stack">
      <ArrivalNotice />
      {!isHidden && (
        <section className="gcal gc-card" aria-labelledby={titleId}>
          <div className="gc-card-head">
            <h2 id={titleId}>{messages.product}</h2>
            <Badge />
          </div>
          {arrival?.kind === "confirm"
            ? <ConfirmAccount confirmation={arrival.confirmation} />
            : <CardBody />}
        </section>
      )}
    </div>
  );
}

function CardBody() {
  const { connection, loadError, reload } = useGoogleCalendar();
  const { messages } = useLanguage();
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
          <Notice tone="attention" title={messages.reconnectTitle}>
            <p>{explainReason(connection.reason, messages)}</p>
          </Notice>
          <ConnectButton label={messages.reconnect} />
          {connection.google_email && (
            <p className="gc-muted">
              {fill(messages.connectedBefore, { account: connection.google_email })}
            </p>
          )}
        </>
      );
    case "not_connected":
      return (
        <>
          <p>{messages.invitation}</p>
          <ConnectButton label={messages.connect} />
        </>
      );
  }
}

function ConnectButton({ label }: { label: string }) {
  const { arrival, setArrival, connect, connecting, connectError } = useGoogleCalendar();
  const { messages } = useLanguage();
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
          <Button busy={connecting} busyLabel={messages.openingGoogle} onClick={start}>
            {label}
          </Button>
        </div>
      )}
    </div>
  );
}

function Badge() {
  const { connection } = useGoogleCalendar();
  const { messages } = useLanguage();
  if (!connection) return null;
  const { status } = connection;
  const texts = {
    connected: messages.statusConnected,
    needs_reconnect: messages.statusNeedsReconnect,
    not_connected: messages.statusNotConnected,
  };
  return <span className={`gc-badge gc-badge-${status}`}>{texts[status]}</span>;
}

function CardSkeleton() {
  const { messages } = useLanguage();
  return (
    <div className="gc-skeleton" role="status">
      <span className="gc-hidden">{messages.loadingConnection}</span>
      <span className="gc-bone" style={{ width: "62%" }} />
      <span className="gc-bone" style={{ width: "40%" }} />
      <span className="gc-bone gc-bone-button" />
    </div>
  );
}
