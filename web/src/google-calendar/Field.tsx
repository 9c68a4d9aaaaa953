"use client";

/**
 * A labelled input. Screen readers announce its error or its note with it.
 *
 * @module
 */
import { type InputHTMLAttributes, useId, useState } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  note?: string | null | undefined;
  multiline?: boolean | undefined;
}

/** An input, or a text area if `multiline`. */
export function Field(
  { label, value, onChange, error, note, multiline = false, ...rest }: FieldProps,
) {
  const id = useId();
  // An `input` would drop the line breaks of a text from another program.
  const [hasLines] = useState(multiline || /[\r\n]/.test(value));
  const message = error ?? note;
  const shared = {
    id,
    value,
    className: "gc-input",
    "aria-invalid": error ? true : undefined,
    "aria-describedby": message ? `${id}-message` : undefined,
  };
  return (
    <div className="gcal gc-field">
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
      {message && <p id={`${id}-message`} className={error ? "gc-error" : "gc-muted"}>{message}</p>}
    </div>
  );
}
