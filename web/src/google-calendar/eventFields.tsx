/**
 * The fields that every event form has. All of them are labelled, and say what is wrong with them.
 *
 * @module
 */
import { doubledNote, type EventErrors, type EventValues } from "./eventForm.ts";
import { Field } from "./Field.tsx";

interface EventFieldsProps {
  values: EventValues;
  /** One thing was typed. */
  put: (field: keyof EventValues, value: string) => void;
}

interface CheckedProps extends EventFieldsProps {
  errors: EventErrors;
}

// No field has a `maxLength`: a browser cuts what is pasted without a word. The answer names the limit.

/** What it is called. */
export function TitleField({ values, errors, put }: CheckedProps) {
  return (
    <Field
      label="Title"
      name="title"
      value={values.title}
      error={errors.title}
      onChange={(value) => put("title", value)}
      autoComplete="off"
      required
    />
  );
}

interface TimeFieldsProps extends CheckedProps {
  zone: string;
  /** Days alone, of which the last is typed as itself. */
  allDay?: boolean;
  /** Times that were read, and so stand for one moment. */
  asRead?: Pick<EventValues, "start" | "end">;
}

/** From when to when. */
export function TimeFields(props: TimeFieldsProps) {
  const { values, errors, put, zone, allDay = false, asRead } = props;
  const noteOf = (name: "start" | "end") =>
    allDay || values[name] === asRead?.[name] ? null : doubledNote(values[name], zone);
  const field = (name: "start" | "end", label: string) => (
    <Field
      label={label}
      name={name}
      type={allDay ? "date" : "datetime-local"}
      max={allDay ? "9999-12-31" : "9999-12-31T23:59"}
      value={allDay ? values[name].slice(0, 10) : values[name]}
      error={errors[name]}
      note={noteOf(name)}
      onChange={(value) => put(name, allDay ? `${value}T${values[name].slice(11)}` : value)}
      required
    />
  );
  return (
    <div className="gc-pair">
      {field("start", allDay ? "First day" : "Start")}
      {field("end", allDay ? "Last day" : "End")}
    </div>
  );
}

/** What few events need, folded away until it is there. */
export function PlaceAndNotes({ values, put }: EventFieldsProps) {
  return (
    <details className="gc-more" open={values.location !== "" || values.description !== ""}>
      <summary>Place and notes</summary>
      <div className="gc-form">
        <Field
          label="Place"
          name="location"
          value={values.location}
          onChange={(value) => put("location", value)}
          autoComplete="off"
        />
        <Field
          label="Notes"
          name="description"
          multiline
          value={values.description}
          onChange={(value) => put("description", value)}
        />
      </div>
    </details>
  );
}
