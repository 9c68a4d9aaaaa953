/**
 * The add-event form: shown once a calendar is connected, and kept, with what was typed, when the
 * connection needs the person in between.
 *
 * @module
 */
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "./Button.tsx";
import { EventAdded } from "./EventAdded.tsx";
import { PlaceAndNotes, TimeFields, TitleField } from "./eventFields.tsx";
import { formatZone } from "./format.ts";
import { useGoogleCalendar } from "./GoogleCalendar.tsx";
import { Problem } from "./Problem.tsx";
import { readLocal } from "./time.ts";
import { type AddEventOptions, useAddEvent } from "./useAddEvent.ts";

/** A heading of the page's own level comes before the form; by default an `h2`. */
interface AddToCalendarProps extends AddEventOptions {
  heading?: string;
}

/** Needs `<GoogleCalendar>` around it. */
export function AddToCalendar({ heading = "Add an event", ...options }: AddToCalendarProps) {
  const { connection, userId } = useGoogleCalendar();
  const [seen, setSeen] = useState(false);
  const connected = connection?.status === "connected";
  if (connected && !seen) setSeen(true);
  if (!userId || (!connected && !seen) || connection?.status === "not_connected") return null;
  return <EventForm key={userId} heading={heading} {...options} />;
}

const SUGGESTED = {
  looking: "Looking when you are free…",
  found: "Suggested: the next time that you are free in working hours.",
  none: null,
};

function EventForm({ heading, ...options }: AddToCalendarProps) {
  const form = useAddEvent(options);
  const { values, errors, change, zone } = form;
  const element = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const start = readLocal(values.start, zone);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = await form.submit();
    if (wrong) element.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
  };

  return (
    <section className="gc-card" aria-labelledby={titleId}>
      <h2 id={titleId}>{heading}</h2>
      <div role="status">{form.added && <EventAdded event={form.added} />}</div>
      <form ref={element} className="gc-form" noValidate onSubmit={submit}>
        <TitleField values={values} errors={errors} put={change} />
        <TimeFields values={values} errors={errors} put={change} zone={zone} />
        {options.minutes !== undefined && (
          <p className="gc-muted gc-suggestion" role="status">
            {form.suggested && SUGGESTED[form.suggested]}
          </p>
        )}
        <p className="gc-muted">
          Your time zone: {zone.replaceAll("_", " ")}
          {"instant" in start && ` (${formatZone(zone, start.instant)})`}
        </p>
        <PlaceAndNotes values={values} put={change} />
        {form.error && (
          <Problem
            error={form.error}
            busy={form.busy}
            onRetry={() => void form.submit()}
          />
        )}
        <div>
          <Button type="submit" busy={form.busy} busyLabel="Adding…">Add to calendar</Button>
        </div>
      </form>
    </section>
  );
}
