/**
 * The fields of the event dialog.
 *
 * @module
 */
import { useId } from "react";
import { Field, PlaceAndNotes, TimeFields, TitleField } from "../google-calendar/index.ts";
import type { EditorErrors, EditorValues } from "./editor.ts";
import type { EditorForm } from "./editorForm.ts";
import { hasToBeTimed } from "./eventKinds.ts";
import { readRecurrence, REPEATS } from "./recurrence.ts";

interface EventFieldsProps {
  form: EditorForm;
  errors: EditorErrors;
  zone: string;
  put: (field: keyof EditorValues, value: string | boolean) => void;
}

/** In the order in which they are asked for. */
export function EventFields({ form, errors, zone, put }: EventFieldsProps) {
  const repeatsId = useId();
  const { event, values } = form;
  const { allDay } = values;
  const isOther = readRecurrence(event?.recurrence ?? null, zone).repeats === "OTHER";
  return (
    <>
      <TitleField values={values} errors={errors} put={put} />
      {(!event || !hasToBeTimed(event)) && (
        <Check
          label="All day"
          checked={allDay}
          onChange={(on) => put("allDay", on)}
        />
      )}
      <TimeFields
        values={values}
        errors={errors}
        put={put}
        zone={zone}
        allDay={allDay}
        asRead={event ? form.read : undefined}
      />
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
              label="Until (optional)"
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
      <PlaceAndNotes values={values} put={put} />
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
