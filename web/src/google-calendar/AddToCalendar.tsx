"use client";

/**
 * The add-event form. It appears with the first connection, and stays, with its values, if the
 * person has to reconnect.
 *
 * @module
 */
import { type FormEvent, useId, useRef, useState } from "react";
import { isAnyConnected } from "./accounts";
import { Button } from "./Button";
import { CalendarSelect } from "./CalendarSelect";
import { PlaceAndNotes, TimeFields, TitleField } from "./CommonFields";
import { EventAdded } from "./EventAdded";
import { momentOf } from "./eventTimes";
import { fill } from "./fill";
import { formatZone } from "./format";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Problem } from "./Problem";
import { type AddEventOptions, useAddEvent } from "./useAddEvent";

interface AddToCalendarProps extends AddEventOptions {
  /** The text of the `h2` above the form. */
  heading?: string | undefined;
}

/** Needs `<GoogleCalendar>` around it. */
export function AddToCalendar({ heading, ...options }: AddToCalendarProps) {
  const { connection, userId } = useGoogleCalendar();
  const [wasConnected, setWasConnected] = useState(false);
  const isConnected = isAnyConnected(connection);
  if (isConnected && !wasConnected) setWasConnected(true);
  if (!userId || connection?.status === "not_connected") return null;
  if (!isConnected && !wasConnected) return null;
  return <AddEventForm key={userId} heading={heading} {...options} />;
}

function AddEventForm({ heading, ...options }: AddToCalendarProps) {
  const { form, errors, error, added, busy, suggested, choice, change, submit } = useAddEvent(
    options,
  );
  const { messages, locale } = useLanguage();
  const { zone } = form;
  const element = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const start = momentOf(form, "start");
  const zoneText = zone.replace(/_/g, " ");
  const zoneName = start && formatZone(zone, new Date(start), locale);
  const suggestion = {
    looking: messages.lookingForTime,
    found: messages.timeSuggested,
    none: null,
  };

  const submitAndFocus = async (event: FormEvent) => {
    event.preventDefault();
    const invalid = await submit();
    if (invalid) element.current?.querySelector<HTMLInputElement>(`[name=${invalid}]`)?.focus();
  };

  return (
    <section className="gcal gc-card" aria-labelledby={titleId}>
      <h2 id={titleId}>{heading ?? messages.addTitle}</h2>
      <div role="status">{added && <EventAdded event={added} />}</div>
      <form ref={element} className="gc-form" noValidate onSubmit={submitAndFocus}>
        <TitleField form={form} errors={errors} onChange={change} />
        <TimeFields form={form} errors={errors} onChange={change} />
        {options.minutes !== undefined && (
          <p className="gc-muted gc-suggestion" role="status">
            {suggested && suggestion[suggested]}
          </p>
        )}
        <p className="gc-muted">
          {zoneName
            ? fill(messages.yourTimeZoneNamed, { zone: zoneText, name: zoneName })
            : fill(messages.yourTimeZone, { zone: zoneText })}
        </p>
        <CalendarSelect {...choice} />
        <PlaceAndNotes form={form} onChange={change} />
        {error && (
          <Problem
            error={error}
            accountId={choice.calendar?.account_id}
            busy={busy}
            onRetry={() => void submit()}
          />
        )}
        <div>
          <Button type="submit" busy={busy} busyLabel={messages.adding}>{messages.add}</Button>
        </div>
      </form>
    </section>
  );
}
