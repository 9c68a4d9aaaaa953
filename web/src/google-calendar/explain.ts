/**
 * The words for one failure: its code's, with what this answer adds to them.
 *
 * @module
 */
import type { CalendarError, KnownCode, ReconnectReason } from "./client.ts";
import { formatWait } from "./format.ts";
import { type Explanation, EXPLANATIONS } from "./messages.ts";

/** The words for a failure; for a code that is not known yet, the server's own message. */
export function explain(error: CalendarError): Explanation {
  const known = Object.hasOwn(EXPLANATIONS, error.code)
    ? EXPLANATIONS[error.code as KnownCode]
    : unknown(error);
  if (error.code === "reconnect_required") {
    const reason = (error.details as { reason?: ReconnectReason } | null)?.reason;
    return reason ? { ...known, advice: explainReason(reason) } : known;
  }
  if (known.remedy !== "retry" || !error.retry_after) return known;
  return {
    ...known,
    advice: `Nothing is lost. Please try again in ${formatWait(error.retry_after)}.`,
  };
}

/** Why a connection needs the person once more, without blame. */
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

/** The single points that a refusal names: the form's fields, or Google's own words. */
export function explainDetails(error: CalendarError): string[] {
  if (error.code === "invalid_request" && Array.isArray(error.details)) {
    return error.details.flatMap(({ path, message }) => {
      const where = Array.isArray(path) ? path.join(".") : path;
      return typeof message === "string" ? [where ? `${where}: ${message}` : message] : [];
    });
  }
  if (error.code === "google_rejected_event") {
    const message = (error.details as { message?: unknown } | null)?.message;
    return typeof message === "string" ? [`Google says: ${message}`] : [];
  }
  return [];
}

function unknown({ message, status }: CalendarError): Explanation {
  return { title: "That did not work", advice: message, remedy: status >= 500 ? "retry" : "none" };
}
