/**
 * Explains a failure to the person: the text of its code, with the details of this answer.
 *
 * @module
 */
import type { CalendarError, KnownCode, ReconnectReason } from "./client";
import { formatWait } from "./format";
import { type Explanation, EXPLANATIONS } from "./messages";

/** The texts for a failure. For an unknown code they contain the server's message. */
export function explain(error: CalendarError): Explanation {
  const explanation = Object.hasOwn(EXPLANATIONS, error.code)
    ? EXPLANATIONS[error.code as KnownCode]
    : explainUnknown(error);
  if (error.code === "reconnect_required") {
    const reason = (error.details as { reason?: ReconnectReason } | null)?.reason;
    return reason ? { ...explanation, advice: explainReason(reason) } : explanation;
  }
  if (explanation.remedy !== "retry" || !error.retry_after) return explanation;
  return {
    ...explanation,
    advice: `Nothing is lost. Please try again in ${formatWait(error.retry_after)}.`,
  };
}

/** Why the person has to connect again. */
export function explainReason(reason: ReconnectReason | null): string {
  switch (reason) {
    case "session_control":
      return "Your organisation asks Google to check from time to time that it is really you. Reconnect, and everything goes on as before.";
    case "scope_missing":
      return "The permission to see and edit events is missing. Reconnect and tick “View and edit events on all your calendars”.";
    default:
      return "Google no longer accepts the permission it gave. That happens, for example, after a password change or a long pause. Reconnect, and everything goes on as before.";
  }
}

/** The details of an answer: the invalid fields, or Google's own message. */
export function explainDetails(error: CalendarError): string[] {
  if (error.code === "invalid_request" && Array.isArray(error.details)) {
    return error.details.flatMap(({ path, message }) => {
      const field = Array.isArray(path) ? path.join(".") : path;
      return typeof message === "string" ? [field ? `${field}: ${message}` : message] : [];
    });
  }
  if (error.code === "google_rejected_event") {
    const message = (error.details as { message?: unknown } | null)?.message;
    return typeof message === "string" ? [`Google says: ${message}`] : [];
  }
  return [];
}

function explainUnknown({ message, status }: CalendarError): Explanation {
  return { title: "That did not work", advice: message, remedy: status >= 500 ? "retry" : "none" };
}
