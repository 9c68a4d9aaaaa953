"use client";

/**
 * The field that asks which account's calendar a new event is for.
 *
 * @module
 */
import { useId } from "react";
import { refKey, refOf } from "./calendarRef";
import type { Calendar } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import type { CalendarChoice } from "./useCalendarChoice";

/** Renders nothing while there is only one calendar to add to. */
export function CalendarSelect({ choices, calendar, choose }: CalendarChoice) {
  const { connection } = useGoogleCalendar();
  const { messages } = useLanguage();
  const id = useId();
  if (choices.length < 2 || !calendar) return null;
  const accounts = (connection?.accounts ?? []).map(({ account_id, google_email }) => ({
    name: google_email ?? messages.yourGoogleAccount,
    own: choices.filter((choice) => choice.account_id === account_id),
  })).filter(({ own }) => own.length > 0);
  return (
    <div className="gcal gc-field">
      <label htmlFor={id}>{messages.calendar}</label>
      <select
        id={id}
        name="calendar"
        className="gc-input"
        value={keyOf(calendar)}
        onChange={(event) => choose(event.target.value)}
      >
        {accounts.length === 1
          ? accounts[0]!.own.map(option)
          : accounts.map(({ name, own }) => (
            <optgroup key={name} label={name}>{own.map(option)}</optgroup>
          ))}
      </select>
    </div>
  );
}

function option(calendar: Calendar) {
  return (
    <option key={keyOf(calendar)} value={keyOf(calendar)}>{calendar.summary ?? calendar.id}</option>
  );
}

function keyOf(calendar: Calendar): string {
  return refKey(refOf(calendar));
}
