"use client";

/**
 * Shows the result of connecting after the browser comes back from Google.
 *
 * @module
 */
import { useEffect } from "react";
import { newestAccount } from "./accounts";
import { readAttempt } from "./attempt";
import { CalendarError, isAmbiguous } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Filled, useLanguage } from "./Language";
import { Notice } from "./Notice";
import { Problem } from "./Problem";

/** Renders nothing unless the browser just came back. */
export function ArrivalNotice() {
  const { arrival, setArrival, connect, connecting, connection, loadError } = useGoogleCalendar();
  const newest = connection && newestAccount(connection);
  const isConnected = newest !== null;
  const isUnclear = arrival?.kind === "error" && isAmbiguous(arrival.code);
  const isAgain = isUnclear && isConnected;
  useEffect(() => {
    // Replaces the failure, so that it does not come back if the connection ends later.
    if (isAgain) setArrival({ kind: "connected", again: true });
  }, [isAgain, setArrival]);

  const dismiss = () => setArrival(null);
  // Only if it is true: a copied address with `?calendar=connected` connects nothing.
  if (arrival && isConnected && (isAgain || arrival.kind === "connected")) {
    const again = isAgain || (arrival.kind === "connected" && arrival.again);
    return again
      ? <StillConnected account={newest.google_email} onDismiss={dismiss} />
      : (
        <NewlyConnected
          account={connection!.accounts.length > 1 ? newest.google_email : null}
          onDismiss={dismiss}
        />
      );
  }
  if (arrival?.kind !== "error") return null;
  // Waits until the connection is loaded.
  if (isUnclear && !connection && !loadError) return null;
  if (arrival.code === "access_denied" && isConnected) {
    return <NothingChanged onDismiss={dismiss} />;
  }
  return (
    <Problem
      error={arrivalError(arrival.code)}
      onRetry={() => void connect(readAttempt())}
      attempt={readAttempt()}
      busy={connecting}
    />
  );
}

interface OutcomeProps {
  onDismiss: () => void;
}

interface ConnectedProps extends OutcomeProps {
  /** The account to name, or null. */
  account: string | null;
}

function NewlyConnected({ account, onDismiss }: ConnectedProps) {
  const { messages } = useLanguage();
  return (
    <Notice tone="success" title={messages.connectedTitle} onDismiss={onDismiss}>
      <p>
        <AccountText account={account} />
        {messages.connectedAdvice}
      </p>
    </Notice>
  );
}

/** For a link that was opened again. The text is true for any account that the link was for. */
function StillConnected({ account, onDismiss }: ConnectedProps) {
  const { messages } = useLanguage();
  return (
    <Notice tone="success" title={messages.connectedTitle} onDismiss={onDismiss}>
      <p>
        <AccountText account={account} />
        {messages.linkUsedBefore}
      </p>
    </Notice>
  );
}

function AccountText({ account }: { account: string | null }) {
  const { messages } = useLanguage();
  if (account === null) return null;
  return (
    <>
      <Filled
        message={messages.connectedAccount}
        values={{ account: <strong>{account}</strong> }}
      />
      {" "}
    </>
  );
}

function NothingChanged({ onDismiss }: OutcomeProps) {
  const { messages } = useLanguage();
  return (
    <Notice tone="attention" title={messages.unchangedTitle} onDismiss={onDismiss}>
      <p>{messages.unchangedAdvice}</p>
    </Notice>
  );
}

/** The code of an arrival as an error. */
export function arrivalError(code: string): CalendarError {
  return new CalendarError({ code, message: "Google Calendar was not connected." });
}
