"use client";

/**
 * Shows a failure by its code, with the button that helps.
 *
 * @module
 */
import { Button } from "./Button";
import type { CalendarError, ConnectOptions } from "./client";
import type { Messages } from "./english";
import { explain, explainDetails } from "./explain";
import { fill } from "./fill";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Filled, useLanguage } from "./Language";
import { Notice } from "./Notice";

interface ProblemProps {
  error: CalendarError;
  /** Sends the failed request again. Without it there is no "Try again". */
  onRetry?: (() => void) | undefined;
  busy?: boolean | undefined;
  /** The account that the request was for; by default the default one. */
  accountId?: string | null | undefined;
  /** What another attempt at Google is for; by default `accountId`. */
  attempt?: ConnectOptions | undefined;
  /** Removes a message about something that is over. */
  onDismiss?: (() => void) | undefined;
}

/** Codes of what the person decided: no failure, and not shown as one. */
const DECISIONS = new Set(["access_denied"]);

/** A screen reader announces the failure at once. */
export function Problem(
  { error, onRetry, busy = false, onDismiss, accountId, attempt }: ProblemProps,
) {
  const { connect, connecting, connection, signIn } = useGoogleCalendar();
  const { messages, locale } = useLanguage();
  const { title, advice, remedy } = explain(error, messages, locale);
  const details = explainDetails(error, messages);
  const accounts = connection?.accounts ?? [];
  const account = accounts.length > 1
    ? accounts.find(({ account_id }) => account_id === accountId)
    : undefined;
  const goToGoogle = () => {
    void connect({
      ...(attempt ?? (account?.account_id && { account_id: account.account_id })),
      ...(remedy === "choose_account" && { choose_account: true }),
    });
  };
  return (
    <Notice
      tone={DECISIONS.has(error.code) ? "attention" : "error"}
      title={title}
      onDismiss={onDismiss}
    >
      <p>{advice}</p>
      {details.length > 0 && (
        <ul>
          {details.map((detail) => <li key={detail}>{detail}</li>)}
        </ul>
      )}
      {remedy === "retry" && onRetry && (
        <Button busy={busy} busyLabel={messages.tryingAgain} onClick={onRetry}>
          {messages.tryAgain}
        </Button>
      )}
      {(remedy === "connect" || remedy === "choose_account") && (
        <Button busy={connecting} busyLabel={messages.openingGoogle} onClick={goToGoogle}>
          {error.code === "reconnect_required" && account?.google_email
            ? fill(messages.reconnectNamed, { account: account.google_email })
            : connectLabel(error.code, messages)}
        </Button>
      )}
      {remedy === "sign_in" && signIn && <Button onClick={signIn}>{messages.signInAgain}</Button>}
      {error.request_id && remedy !== "connect" && (
        <p className="gc-reference">
          <Filled
            message={messages.forSupport}
            values={{ reference: <code>{error.request_id}</code> }}
          />
        </p>
      )}
    </Notice>
  );
}

function connectLabel(code: string, messages: Messages): string {
  switch (code) {
    case "reconnect_required":
      return messages.reconnect;
    case "calendar_not_connected":
      return messages.connect;
    case "google_identity_invalid":
      return messages.chooseGoogleAccount;
    case "google_account_in_use":
      return messages.chooseAnotherAccount;
    default:
      return messages.connectAgain;
  }
}
