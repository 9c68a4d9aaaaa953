/**
 * Explains a failure to the person: the text of its code, with the details of this answer.
 *
 * @module
 */
import type { CalendarError, KnownCode, ReconnectReason } from "./client";
import { english, type Messages } from "./english";
import { fill } from "./fill";
import { formatWait } from "./format";
import { type Explanation, EXPLANATIONS } from "./messages";

/** The texts for a failure. For an unknown code they contain the server's message. */
export function explain(
  error: CalendarError,
  messages: Messages = english,
  locale?: string,
): Explanation {
  const code = isKnown(error.code) ? error.code : null;
  const explanation = code
    ? { remedy: EXPLANATIONS[code].remedy, ...messages.explanations[code] }
    : explainUnknown(error, messages);
  if (error.code === "reconnect_required") {
    const reason = (error.details as { reason?: ReconnectReason } | null)?.reason;
    return reason ? { ...explanation, advice: explainReason(reason, messages) } : explanation;
  }
  if (explanation.remedy !== "retry" || !error.retry_after) return explanation;
  return {
    ...explanation,
    advice: fill(messages.waitAdvice, { wait: formatWait(error.retry_after, locale) }),
  };
}

/** Why the person has to connect again. */
export function explainReason(
  reason: ReconnectReason | null,
  messages: Messages = english,
): string {
  switch (reason) {
    case "session_control":
      return messages.reasonSessionControl;
    case "scope_missing":
      return messages.reasonScopeMissing;
    default:
      return messages.reasonRevoked;
  }
}

/** The details of an answer: the invalid fields, or Google's own message. */
export function explainDetails(error: CalendarError, messages: Messages = english): string[] {
  if (error.code === "invalid_request" && Array.isArray(error.details)) {
    return error.details.flatMap(({ path, message }) => {
      const field = Array.isArray(path) ? path.join(".") : path;
      return typeof message === "string" ? [field ? `${field}: ${message}` : message] : [];
    });
  }
  if (error.code === "google_rejected_event") {
    const message = (error.details as { message?: unknown } | null)?.message;
    return typeof message === "string" ? [fill(messages.googleSays, { message })] : [];
  }
  return [];
}

function isKnown(code: string): code is KnownCode {
  return Object.prototype.hasOwnProperty.call(EXPLANATIONS, code);
}

function explainUnknown({ message, status }: CalendarError, messages: Messages): Explanation {
  const remedy = status >= 500 ? "retry" : "none";
  return { title: messages.unknownFailure, advice: message, remedy };
}
