/**
 * The fields of the event dialog.
 *
 * @module
 */
import { useId } from "react";
import { Field, PlaceAndNotes, TimeFields, TitleField } from "../google-calendar/index.ts";
import type { EditorErrors, EditorForm, EditorValues } from "./editorForm.ts";
import { hasToBeTimed } from "./eventKinds.ts";
import { readRecurrence, REPEATS } from "./recurrence.ts";

interface EditorFieldsProps {
  form: EditorForm;
  errors: EditorErrors;
  onChange: (field: keyof EditorValues, value: string | boolean) => void;
}

/** All fields of an event that the person may change. */
export function EditorFields({ form, errors, onChange }: EditorFieldsProps) {
  const repeatsId = useId();
  const { event, values, zone } = form;
  const { allDay } = values;
  const isOther = readRecurrence(event?.recurrence ?? null, zone).repeats === "OTHER";
  return (
    <>
      <TitleField form={form} errors={errors} onChange={onChange} />
      {(!event || !hasToBeTimed(event)) && (
        <Check
          label="All day"
          checked={allDay}
          onChange={(on) => onChange("allDay", on)}
        />
      )}
      <TimeFields form={form} errors={errors} onChange={onChange} allDay={allDay} />
      {/* Only the series repeats, not one occurrence of it. */}
      {!event?.recurring_event_id && (
        <div className="gc-pair">
          <div className="gc-field">
            <label htmlFor={repeatsId}>Repeats</label>
            <select
              id={repeatsId}
              className="gc-input"
              value={values.repeats}
              onChange={(event) => onChange("repeats", event.target.value)}
            >
              {Object.entries(REPEATS).map(([value, label]) => (
                (value !== "OTHER" || isOther) && <option key={value} value={value}>{label}</option>
              ))}
            </select>
          </div>
          {values.repeats !== "" && values.repeats !== "OTHER" && (
            <Field
              label="Until (optional)"
              name="until"
              type="date"
              max="9999-12-31"
              value={values.until}
              error={errors.until}
              onChange={(value) => onChange("until", value)}
            />
          )}
        </div>
      )}
      <Check
        label="Show me as busy"
        checked={values.busy}
        onChange={(on) => onChange("busy", on)}
      />
      <PlaceAndNotes form={form} onChange={onChange} />
    </>
  );
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
