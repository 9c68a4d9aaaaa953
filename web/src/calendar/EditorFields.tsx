/**
 * The fields of the event dialog.
 *
 * @module
 */
import { useId } from "react";
import { PlaceAndNotes, TimeFields, TitleField } from "../google-calendar/index.ts";
import type { EditorErrors, EditorForm, EditorValues } from "./editorForm.ts";
import { hasToBeTimed } from "./eventKinds.ts";
import { EVENT_COLORS, type EventColor } from "./eventColors.ts";
import { GuestFields } from "./GuestFields.tsx";
import type { Person } from "./people.ts";
import { reminderChoices } from "./reminderChoice.ts";
import type { Reminder } from "./reminders.ts";
import { RepetitionFields } from "./RepetitionFields.tsx";
import type { Texts } from "./english.ts";
import { useTexts } from "./useTexts.ts";

interface EditorFieldsProps {
  form: EditorForm;
  errors: EditorErrors;
  /** Whom the form suggests as guests. */
  people: Person[];
  /** Whether the calendar allows Google Meet. */
  allowsMeet: boolean;
  onChange: (field: keyof EditorValues, value: string | boolean) => void;
}

/** All fields of an event that the person may change. */
export function EditorFields(
  { form, errors, people, allowsMeet, onChange }: EditorFieldsProps,
) {
  const { event, values } = form;
  const { allDay } = values;
  const { texts } = useTexts();
  return (
    <>
      <TitleField form={form} errors={errors} onChange={onChange} />
      {(!event || !hasToBeTimed(event)) && (
        <Check
          label={texts.wholeDay}
          checked={allDay}
          onChange={(on) => onChange("allDay", on)}
        />
      )}
      <TimeFields form={form} errors={errors} onChange={onChange} allDay={allDay} />
      {/* Only the series repeats, not one occurrence of it. */}
      {!event?.recurring_event_id && (
        <RepetitionFields form={form} errors={errors} onChange={onChange} />
      )}
      {!event?.attendees_omitted && (
        <GuestFields form={form} error={errors.guests} people={people} onChange={onChange} />
      )}
      <PlaceAndNotes form={form} onChange={onChange} />
      {(event?.meeting || allowsMeet) && (
        <Check
          label={event?.meeting ? texts.onlineMeeting : texts.addMeet}
          checked={values.meet}
          onChange={(on) => onChange("meet", on)}
        />
      )}
    </>
  );
}

interface OwnFieldsProps {
  form: EditorForm;
  /** The reminders of the calendar; null before they are loaded. */
  defaults: Reminder[] | null;
  onChange: (field: keyof EditorValues, value: string | boolean) => void;
}

/** What a guest, too, decides for their own calendar: free or busy, colour and reminders. */
export function OwnFields({ form: { event, read, values }, defaults, onChange }: OwnFieldsProps) {
  const id = useId();
  const { texts, locale } = useTexts();
  return (
    <>
      <Check
        label={texts.showBusy}
        checked={values.busy}
        onChange={(on) => onChange("busy", on)}
      />
      <div className="gc-pair">
        <div className="gc-field">
          <label htmlFor={`${id}-color`}>{texts.color}</label>
          <div className="color-choice">
            <span
              className="calendar-dot"
              style={{ background: EVENT_COLORS[values.color] }}
              aria-hidden="true"
            />
            <select
              id={`${id}-color`}
              className="gc-input"
              value={values.color}
              onChange={(chosen) => onChange("color", chosen.target.value)}
            >
              <option value="">{texts.calendarColor}</option>
              {namedColors(texts, locale).map(([color, name]) => (
                <option key={color} value={color}>{name}</option>
              ))}
              {read.color && !EVENT_COLORS[read.color] && (
                <option value={read.color}>{texts.asItIsNow}</option>
              )}
            </select>
          </div>
        </div>
        <div className="gc-field">
          <label htmlFor={`${id}-reminders`}>{texts.reminders}</label>
          <select
            id={`${id}-reminders`}
            className="gc-input"
            value={values.reminders}
            onChange={(chosen) => onChange("reminders", chosen.target.value)}
          >
            {reminderChoices(read.reminders, event, defaults, texts, locale).map((
              [choice, text],
            ) => <option key={choice} value={choice}>{text}</option>)}
          </select>
        </div>
      </div>
    </>
  );
}

/** The colours by their names in the person's language. */
function namedColors(texts: Texts, locale: string): [color: string, name: string][] {
  return Object.keys(EVENT_COLORS)
    .map((color): [string, string] => [color, texts[`color_${color as EventColor}`]])
    .sort(([, a], [, b]) => a.localeCompare(b, locale));
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A checkbox whose label can be clicked, too. */
export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
