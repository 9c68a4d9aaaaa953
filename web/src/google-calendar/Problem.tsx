/**
 * Shows a failure by its code, with the button that helps.
 *
 * @module
 */
import { Button } from "./Button";
import type { CalendarError } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { explain, explainDetails } from "./explain";
import { Notice } from "./Notice";

interface ProblemProps {
  error: CalendarError;
  /** Sends the failed request again. Without it there is no "Try again". */
  onRetry?: () => void;
  busy?: boolean;
  /** Removes a message about something that is over. */
  onDismiss?: () => void;
}

/** A screen reader announces the failure at once. */
export function Problem({ error, onRetry, busy = false, onDismiss }: ProblemProps) {
  const { connect, connecting, signIn } = useGoogleCalendar();
  const { title, advice, remedy } = explain(error);
  const details = explainDetails(error);
  const goToGoogle = () => {
    void connect(remedy === "choose_account" ? { choose_account: true } : {});
  };
  return (
    <Notice tone="error" title={title} onDismiss={onDismiss}>
      <p>{advice}</p>
      {details.length > 0 && (
        <ul>
          {details.map((detail) => <li key={detail}>{detail}</li>)}
        </ul>
      )}
      {remedy === "retry" && onRetry && (
        <Button busy={busy} busyLabel="Trying again…" onClick={onRetry}>Try again</Button>
      )}
      {(remedy === "connect" || remedy === "choose_account") && (
        <Button busy={connecting} busyLabel="Opening Google…" onClick={goToGoogle}>
          {CONNECT_LABELS[error.code] ?? "Connect again"}
        </Button>
      )}
      {remedy === "sign_in" && signIn && <Button onClick={signIn}>Sign in again</Button>}
      {error.request_id && remedy !== "connect" && (
        <p className="gc-reference">
          For support: <code>{error.request_id}</code>
        </p>
      )}
    </Notice>
  );
}

const CONNECT_LABELS: Record<string, string> = {
  reconnect_required: "Reconnect Google Calendar",
  calendar_not_connected: "Connect Google Calendar",
  google_identity_invalid: "Choose a Google account",
  google_account_in_use: "Choose another account",
};
