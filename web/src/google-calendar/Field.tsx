/**
 * A labelled input whose error and note are tied to it for screen readers.
 *
 * @module
 */
import { type InputHTMLAttributes, useId, useState } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  note?: string | null;
  multiline?: boolean;
}

/** An input, or a text area if `multiline`. */
export function Field(
  { label, value, onChange, error, note, multiline = false, ...rest }: FieldProps,
) {
  const id = useId();
  // An input would drop the line breaks of a text that was written elsewhere.
  const [hasLines] = useState(multiline || /[\r\n]/.test(value));
  const said = error ?? note;
  const shared = {
    id,
    value,
    className: "gc-input",
    "aria-invalid": error ? true : undefined,
    "aria-describedby": said ? `${id}-said` : undefined,
  };
  return (
    <div className="gc-field">
      <label htmlFor={id}>{label}</label>
      {hasLines
        ? (
          <textarea
            {...shared}
            name={rest.name}
            maxLength={rest.maxLength}
            rows={multiline ? 4 : 2}
            onChange={(event) => onChange(event.target.value)}
          />
        )
        : <input {...rest} {...shared} onChange={(event) => onChange(event.target.value)} />}
      {said && <p id={`${id}-said`} className={error ? "gc-error" : "gc-muted"}>{said}</p>}
    </div>
  );
}
