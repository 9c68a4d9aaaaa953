/**
 * A button that keeps its focus while it works: presses are ignored instead of the button being
 * disabled, so that keyboard and screen reader users are not thrown back to the top of the page.
 *
 * @module
 */
import type { ButtonHTMLAttributes } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "plain" | "danger";
  busy?: boolean;
  busyLabel?: string;
}

/** `type` is "button" unless said otherwise. */
export function Button(
  { look = "primary", busy = false, busyLabel, children, onClick, ...rest }: ButtonProps,
) {
  return (
    <button
      type="button"
      {...rest}
      className={`gc-button gc-button-${look} ${rest.className ?? ""}`.trim()}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span className="gc-spinner" aria-hidden="true" />}
      {busy && busyLabel ? busyLabel : children}
    </button>
  );
}
