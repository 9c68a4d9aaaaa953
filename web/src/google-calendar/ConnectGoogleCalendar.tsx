"use client";

/**
 * The connection card: the status of each account, its reason, and the next step as one button.
 *
 * @module
 */
import { useId, useRef, useState } from "react";
import { AccountList } from "./AccountList";
import { isConnected } from "./accounts";
import { arrivalError, ArrivalNotice } from "./ArrivalNotice";
import { Badge } from "./Badge";
import { ConfirmAccount } from "./ConfirmAccount";
import { ConnectionDetails } from "./ConnectionDetails";
import { explain, explainReason } from "./explain";
import { fill } from "./fill";
import { GoogleButton } from "./GoogleButton";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Notice } from "./Notice";
import { Problem } from "./Problem";

interface ConnectGoogleCalendarProps {
  /** For pages that need the card only for an account that does not work. */
  hideWhenConnected?: boolean | undefined;
}

/** Needs `<GoogleCalendar>` around it. */
export function ConnectGoogleCalendar({ hideWhenConnected = false }: ConnectGoogleCalendarProps) {
  const { arrival, connection } = useGoogleCalendar();
  const { messages } = useLanguage();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [done, setDone] = useState("");
  const accounts = connection?.accounts ?? [];
  const works = connection?.status !== "not_connected" && accounts.every(isConnected);
  const isHidden = hideWhenConnected && arrival?.kind !== "confirm" &&
    (connection === null || works);
  /** The pressed button disappears with what it did. */
  const finish = (text: string) => {
    setDone(text);
    title.current?.focus();
  };
  return (
    <div className="gcal gc-stack">
      <ArrivalNotice />
      {!isHidden && (
        <section className="gcal gc-card" aria-labelledby={titleId}>
          <div className="gc-card-head">
            <h2 id={titleId} ref={title} tabIndex={-1}>{messages.product}</h2>
            {connection && accounts.length <= 1 && <Badge status={connection.status} />}
          </div>
          <p className="gc-muted gc-done" role="status">{done}</p>
          {arrival?.kind === "confirm"
            ? <ConfirmAccount confirmation={arrival.confirmation} />
            : <CardBody onlyBroken={hideWhenConnected} onDone={finish} />}
        </section>
      )}
    </div>
  );
}

interface CardBodyProps {
  onlyBroken: boolean;
  onDone: (text: string) => void;
}

function CardBody({ onlyBroken, onDone }: CardBodyProps) {
  const { connection, loadError, reload } = useGoogleCalendar();
  const { messages } = useLanguage();
  if (!connection) {
    return loadError
      ? <Problem error={loadError} onRetry={() => void reload()} />
      : <CardSkeleton />;
  }
  if (connection.accounts.length > 1) {
    return <AccountList connection={connection} onlyBroken={onlyBroken} onDone={onDone} />;
  }
  switch (connection.status) {
    case "connected":
      return <ConnectionDetails account={connection} onDisconnected={() => onDone("")} />;
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
  const { arrival, connectError } = useGoogleCalendar();
  // The message of a failed attempt usually has the button already.
  const alreadyOffered = arrival?.kind === "error" &&
    explain(arrivalError(arrival.code)).remedy !== "none";
  if (alreadyOffered && !connectError) return null;
  return <GoogleButton label={label} />;
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
