/**
 * The fields of a repetition: how often, on which days, and until when.
 *
 * @module
 */
import { useId } from "react";
import { dateLanguage, Field } from "../google-calendar/index.ts";
import type { EditorErrors, EditorForm, EditorValues } from "./editorForm.ts";
import { daysOf, REPEATS, toggleDay, WEEKDAYS } from "./recurrence.ts";

interface RepetitionFieldsProps {
  form: EditorForm;
  errors: EditorErrors;
  onChange: (field: keyof EditorValues, value: string) => void;
}

const UNITS: Record<string, string> = {
  ...{ DAILY: "days", WEEKLY: "weeks", MONTHLY: "months", YEARLY: "years" },
};

/** A rule that the fields cannot show is kept until the person chooses another one. */
export function RepetitionFields({ form, errors, onChange }: RepetitionFieldsProps) {
  const id = useId();
  const { values, read } = form;
  const { repeats } = values;
  const unit = UNITS[repeats];
  return (
    <>
      <div className="gc-pair">
        <div className="gc-field">
          <label htmlFor={id}>Repeats</label>
          <select
            id={id}
            className="gc-input"
            value={repeats}
            aria-describedby={repeats === "OTHER" ? `${id}-other` : undefined}
            onChange={(chosen) => onChange("repeats", chosen.target.value)}
          >
            {Object.entries(REPEATS).map(([value, label]) => (
              (value !== "OTHER" || read.repeats === "OTHER") && (
                <option key={value} value={value}>{label}</option>
              )
            ))}
          </select>
        </div>
        {unit && (
          <Field
            label={`Every how many ${unit}`}
            name="interval"
            type="number"
            min={1}
            max={999}
            value={values.interval}
            error={errors.interval}
            onChange={(value) => onChange("interval", value)}
          />
        )}
      </div>
      {repeats === "OTHER" && (
        <p id={`${id}-other`} className="gc-muted">
          This event repeats by a rule that these fields cannot show. It stays as it is, unless you
          choose another one.
        </p>
      )}
      {repeats === "WEEKLY" && (
        <Days
          days={daysOf(values, values.start)}
          onToggle={(day) => onChange("days", toggleDay(values.days, day, values.start))}
        />
      )}
      {unit && (
        <div className="gc-pair">
          <Field
            label="Until (optional)"
            name="until"
            type="date"
            max="9999-12-31"
            value={values.until}
            error={errors.until}
            onChange={(value) => onChange("until", value)}
          />
          <Field
            label="Or number of times (optional)"
            name="count"
            type="number"
            min={1}
            max={9999}
            value={values.count}
            error={errors.count}
            onChange={(value) => onChange("count", value)}
          />
        </div>
      )}
    </>
  );
}

function Days({ days, onToggle }: { days: string[]; onToggle: (day: string) => void }) {
  const name = (index: number, weekday: "short" | "long") =>
    // 1 January 2024 is a Monday.
    new Intl.DateTimeFormat(dateLanguage(), { weekday, timeZone: "UTC" })
      .format(new Date(Date.UTC(2024, 0, 1 + index)));
  return (
    <fieldset className="weekdays">
      <legend>On</legend>
      {WEEKDAYS.map((day, index) => (
        <label key={day} lang={dateLanguage()}>
          <input
            type="checkbox"
            aria-label={name(index, "long")}
            checked={days.includes(day)}
            onChange={() => onToggle(day)}
          />
          <span aria-hidden="true">{name(index, "short")}</span>
        </label>
      ))}
    </fieldset>
  );
}
