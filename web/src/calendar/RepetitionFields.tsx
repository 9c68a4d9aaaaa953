/**
 * The fields of a repetition: how often, on which days, and until when.
 *
 * @module
 */
import { useId } from "react";
import { Field } from "../google-calendar/index.ts";
import type { EditorErrors, EditorForm, EditorValues } from "./editorForm.ts";
import { daysOf, REPEATS, toggleDay, WEEKDAYS } from "./recurrence.ts";
import { useTexts } from "./useTexts.ts";

interface RepetitionFieldsProps {
  form: EditorForm;
  errors: EditorErrors;
  onChange: (field: keyof EditorValues, value: string) => void;
}

/** A rule that the fields cannot show is kept until the person chooses another one. */
export function RepetitionFields({ form, errors, onChange }: RepetitionFieldsProps) {
  const id = useId();
  const { values, read } = form;
  const { repeats } = values;
  const { texts } = useTexts();
  const frequency = repeats === "" || repeats === "OTHER" ? null : repeats;
  return (
    <>
      <div className="gc-pair">
        <div className="gc-field">
          <label htmlFor={id}>{texts.repeats}</label>
          <select
            id={id}
            className="gc-input"
            value={repeats}
            aria-describedby={repeats === "OTHER" ? `${id}-other` : undefined}
            onChange={(chosen) => onChange("repeats", chosen.target.value)}
          >
            {REPEATS.map((value) => (
              (value !== "OTHER" || read.repeats === "OTHER") && (
                <option key={value} value={value}>{texts[`repeats_${value || "NEVER"}`]}</option>
              )
            ))}
          </select>
        </div>
        {frequency && (
          <Field
            label={texts[`every_${frequency}`]}
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
      {repeats === "OTHER" && <p id={`${id}-other`} className="gc-muted">{texts.otherRule}</p>}
      {repeats === "WEEKLY" && (
        <Days
          days={daysOf(values, values.start)}
          onToggle={(day) => onChange("days", toggleDay(values.days, day, values.start))}
        />
      )}
      {frequency && (
        <div className="gc-pair">
          <Field
            label={texts.until}
            name="until"
            type="date"
            max="9999-12-31"
            value={values.until}
            error={errors.until}
            onChange={(value) => onChange("until", value)}
          />
          <Field
            label={texts.times}
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
  const { texts, locale } = useTexts();
  const name = (index: number, weekday: "short" | "long") =>
    // 1 January 2024 is a Monday.
    new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" })
      .format(new Date(Date.UTC(2024, 0, 1 + index)));
  return (
    <fieldset className="weekdays">
      <legend>{texts.onDays}</legend>
      {WEEKDAYS.map((day, index) => (
        <label key={day}>
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
