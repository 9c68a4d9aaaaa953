"use client";

/**
 * A button that opens Google's page for one purpose. It is busy, and shows a failure, only if that
 * purpose was the last attempt's.
 *
 * @module
 */
import { Button } from "./Button";
import type { ConnectOptions } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Problem } from "./Problem";

interface GoogleButtonProps {
  options?: ConnectOptions | undefined;
  label: string;
  /** What a screen reader says instead of the label. It contains the label. */
  name?: string | undefined;
  look?: "primary" | "plain" | undefined;
}

/** A press while Google's page opens does nothing. */
export function GoogleButton({ options = {}, label, name, look }: GoogleButtonProps) {
  const { setArrival, connect, connecting, connectError, attempt } = useGoogleCalendar();
  const { messages } = useLanguage();
  const isOwn = attempt !== null && attempt.add_account === options.add_account &&
    attempt.account_id === options.account_id;
  const busy = isOwn && connecting;
  const start = () => {
    if (connecting) return;
    setArrival(null);
    void connect(options);
  };
  return (
    <div className="gc-stack">
      {isOwn && connectError && <Problem error={connectError} onRetry={start} attempt={options} />}
      <div>
        <Button
          look={look}
          busy={busy}
          busyLabel={messages.openingGoogle}
          aria-label={busy ? undefined : name}
          onClick={start}
        >
          {label}
        </Button>
      </div>
    </div>
  );
}
