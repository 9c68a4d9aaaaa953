/**
 * Says how the connection ended when the browser comes back from Google.
 *
 * @module
 */
import { CalendarError } from "./client.ts";
import { useGoogleCalendar } from "./GoogleCalendar.tsx";
import { Notice } from "./Notice.tsx";
import { Problem } from "./Problem.tsx";

/** Nothing, unless the browser just came back. */
export function ArrivalNotice() {
  const { arrival, setArrival, connect, connecting, connection } = useGoogleCalendar();
  if (arrival?.kind === "error") {
    return (
      <Problem
        error={arrivalError(arrival.code)}
        onRetry={() => void connect()}
        busy={connecting}
      />
    );
  }
  // Said only when it is true: a copied address with `?calendar=connected` connects nothing.
  if (arrival?.kind === "connected" && connection?.status === "connected") {
    return (
      <Notice
        tone="success"
        title="Google Calendar is connected"
        onDismiss={() => setArrival(null)}
      >
        <p>You can add events now. There is nothing else to set up.</p>
      </Notice>
    );
  }
  return null;
}

/** The code of an arrival as a failure that can be explained. */
export function arrivalError(code: string): CalendarError {
  return new CalendarError({ code, message: "Google Calendar was not connected." });
}
