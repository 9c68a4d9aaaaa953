"use client";

/**
 * The fields that every event form has.
 *
 * @module
 */
import type { EventErrors, EventForm, EventValues } from "./eventForm";
import { doubledNote } from "./eventTimes";
import { Field } from "./Field";
import { useLanguage } from "./Language";

interface CommonFieldsProps {
  form: EventForm;
  onChange: (field: keyof EventValues, value: string) => void;
}

interface CheckedFieldsProps extends CommonFieldsProps {
  errors: EventErrors;
}

// No field has a `maxLength`: a browser shortens pasted text without a message. The server's answer
// names the limit.

/** The title. */
export function TitleField({ form, errors, onChange }: CheckedFieldsProps) {
  const { messages } = useLanguage();
  return (
    <Field
      label={messages.title}
      name="title"
      value={form.values.title}
      error={errors.title}
      onChange={(value) => onChange("title", value)}
      autoComplete="off"
      required
    />
  );
}

interface TimeFieldsProps extends CheckedFieldsProps {
  /** Asks for days only. The end is the last day, inclusive. */
  allDay?: boolean | undefined;
}

/** Start and end. */
export function TimeFields({ form, errors, onChange, allDay = false }: TimeFieldsProps) {
  const { event, read, values } = form;
  const { messages } = useLanguage();
  const noteOf = (name: "start" | "end") => {
    // A time that was read stands for one moment, also if the clock shows it twice.
    const isExact = event !== null && values[name] === read[name];
    return allDay || isExact ? null : doubledNote(form, name, messages);
  };
  const field = (name: "start" | "end", label: string) => (
    <Field
      label={label}
      name={name}
      type={allDay ? "date" : "datetime-local"}
      max={allDay ? "9999-12-31" : "9999-12-31T23:59"}
      value={allDay ? values[name].slice(0, 10) : values[name]}
      error={errors[name]}
      note={noteOf(name)}
      onChange={(value) => onChange(name, allDay ? `${value}T${values[name].slice(11)}` : value)}
      required
    />
  );
  return (
    <div className="gcal gc-pair">
      {field("start", allDay ? messages.firstDay : messages.start)}
      {field("end", allDay ? messages.lastDay : messages.end)}
    </div>
  );
}

/** Place and notes, folded away while both are empty. */
export function PlaceAndNotes({ form: { values }, onChange }: CommonFieldsProps) {
  const { messages } = useLanguage();
  return (
    <details className="gcal gc-more" open={values.location !== "" || values.description !== ""}>
      <summary>{messages.placeAndNotes}</summary>
      <div className="gc-form">
        <Field
          label={messages.place}
          name="location"
          value={values.location}
          onChange={(value) =>
            onChange("location", value)}
          autoComplete="off"
        />
        <Field
          label={messages.notes}
          name="description"
          multiline
          value={values.description}
          onChange={(value) =>
            onChange("description", value)}
        />
      </div>
    </details>
  );
}
