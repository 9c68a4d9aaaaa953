/**
 * The fields of the event dialog.
 *
 * @module
 */
import { useId } from "react";
import { type CalendarEvent, doubledNote, Field } from "../google-calendar/index.ts";
import type { EditorErrors, EditorValues } from "./editor.ts";
import { readRecurrence, REPEATS } from "./recurrence.ts";

interface EventFieldsProps {
  values: EditorValues;
  errors: EditorErrors;
  zone: string;
  /** As Google has it; null for a new one. */
  event: CalendarEvent | null;
  put: (field: keyof EditorValues, value: string | boolean) => void;
}

/** All of them are labelled, and say what is wrong with them. */
export function EventFields({ values, errors, zone, event, put }: EventFieldsProps) {
  const repeatsId = useId();
  const { allDay } = values;
  const isOther = readRecurrence(event?.recurrence ?? null, zone).repeats === "OTHER";
  const time = (name: "start" | "end", label: string, dayLabel: string) => (
    <Field
      label={allDay ? dayLabel : label}
      name={name}
      type={allDay ? "date" : "datetime-local"}
      max={allDay ? "9999-12-31" : "9999-12-31T23:59"}
      value={allDay ? values[name].slice(0, 10) : values[name]}
      error={errors[name]}
      note={allDay ? null : doubledNote(values[name], zone)}
      onChange={(value) => put(name, allDay ? `${value}T${values[name].slice(11)}` : value)}
      required
    />
  );
  return (
    <>
      <Field
        label="Title"
        name="title"
        value={values.title}
        error={errors.title}
        onChange={(value) => put("title", value)}
        maxLength={1024}
        autoComplete="off"
        required
      />
      <Check label="All day" checked={allDay} onChange={(on) => put("allDay", on)} />
      <div className="gc-pair">
        {time("start", "Start", "First day")}
        {time("end", "End", "Last day")}
      </div>
      {/* One occurrence of a series does not repeat by itself. */}
      {!event?.recurring_event_id && (
        <div className="gc-pair">
          <div className="gc-field">
            <label htmlFor={repeatsId}>Repeats</label>
            <select
              id={repeatsId}
              className="gc-input"
              value={values.repeats}
              onChange={(event) => put("repeats", event.target.value)}
            >
              {Object.entries(REPEATS).map(([value, label]) => (
                (value !== "OTHER" || isOther) && <option key={value} value={value}>{label}</option>
              ))}
            </select>
          </div>
          {values.repeats !== "" && values.repeats !== "OTHER" && (
            <Field
              label="Until (or for good)"
              name="until"
              type="date"
              max="9999-12-31"
              value={values.until}
              error={errors.until}
              onChange={(value) => put("until", value)}
            />
          )}
        </div>
      )}
      <Check
        label="Show me as busy"
        checked={values.busy}
        onChange={(on) => put("busy", on)}
      />
      <details className="gc-more" open={values.location !== "" || values.description !== ""}>
        <summary>Place and notes</summary>
        <div className="gc-form">
          <Field
            label="Place"
            name="location"
            value={values.location}
            onChange={(value) => put("location", value)}
            maxLength={1024}
            autoComplete="off"
          />
          <Field
            label="Notes"
            name="description"
            multiline
            value={values.description}
            onChange={(value) => put("description", value)}
            maxLength={8192}
          />
        </div>
      </details>
    </>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with a label that is as good a target. */
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
