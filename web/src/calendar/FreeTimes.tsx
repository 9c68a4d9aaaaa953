/**
 * Finds free times of the person. It asks Google when it is opened, and not before.
 *
 * @module
 */
import { memo, useEffect, useState } from "react";
import {
  type CalendarError,
  fill,
  findFreeTimes,
  GoogleButton,
  isConnected,
  mergeFreeTimes,
  Problem,
  type Slot,
  type Span,
  useGoogleCalendar,
  useLanguage,
  workingSlots,
} from "../google-calendar/index.ts";
import type { Range } from "./eventStore.ts";
import "./freeTimes.css";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

interface FreeTimesProps {
  /** The days to look in. */
  range: Range;
  calendars: ShownCalendar[];
  zone: string;
  onChoose: (span: Span) => void;
}

/** What Google answered, and for which question. */
interface Found {
  question: string;
  /** Null if no account answered. */
  free: Slot[] | null;
  /** The accounts that are not included. */
  without: string[];
  error: CalendarError | undefined;
}

/** A longer list would not help. */
const MOST_SLOTS = 12;

/** Future free slots within working hours. Each is a button that opens a new event. */
export const FreeTimes = memo(function ({ range, calendars, zone, onChoose }: FreeTimesProps) {
  const { client, connection } = useGoogleCalendar();
  const { texts, locale } = useTexts();
  const { messages } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [attempt, setAttempt] = useState(0);
  const accounts = connection?.accounts ?? [];
  const able = accounts.filter((account) => isConnected(account) && account.features.free_busy);
  const refs = calendars.filter(({ isShown, ref }) =>
    isShown && able.some(({ account_id }) => account_id === ref.account_id)
  ).map(({ ref }) => ref);
  const question = JSON.stringify([range.start, range.end, refs, attempt]);

  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    const ask = async () => {
      const query = { time_min: range.start, time_max: range.end };
      const { byAccount, failures } = await findFreeTimes(client, refs, query);
      if (!isCurrent) return;
      const without = accounts.filter(({ account_id }) => !byAccount.has(account_id ?? ""))
        .map(({ google_email }) => google_email ?? texts.oneAccount);
      const free = mergeFreeTimes([...byAccount.values()])?.free ?? null;
      setFound({ question, free, without, error: [...failures.values()][0] });
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [isOpen, question, client]);

  const answer = found?.question === question ? found : null;
  const slots = answer?.free && workingSlots(answer.free, zone, new Date()).slice(0, MOST_SLOTS);
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
  });
  return (
    <details
      className="gc-more free-times"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{texts.findTime}</summary>
      {!answer && <p className="gc-muted" role="status">{texts.findingTime}</p>}
      {answer?.error && (
        <Problem
          error={answer.error}
          onRetry={() => setAttempt((before) => before + 1)}
        />
      )}
      {answer && answer.without.length > 0 && (
        <p className="gc-muted">
          {fill(texts.freeWithout, { accounts: answer.without.join(", ") })}
        </p>
      )}
      {isOpen && accounts.filter((account) => isConnected(account) && !account.features.free_busy)
        .map(({ account_id, google_email }) => (
          <GoogleButton
            key={account_id}
            look="plain"
            options={account_id === null ? {} : { account_id }}
            label={messages.allowToo}
            name={google_email === null
              ? undefined
              : fill(messages.actionFor, { action: messages.allowToo, account: google_email })}
          />
        ))}
      {slots?.length === 0 && <p className="gc-muted">{texts.noFreeTime}</p>}
      {slots && slots.length > 0 && (
        <ul>
          {slots.map((slot) => (
            <li key={slot.start}>
              <button
                type="button"
                className="free-slot"
                onClick={() => onChoose({ ...slot, allDay: false })}
              >
                {format.formatRange(new Date(slot.start), new Date(slot.end))}
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
});
