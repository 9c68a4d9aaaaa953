"use client";

/**
 * A button that keeps the focus while it is busy. It ignores presses instead of being disabled,
 * because a disabled button loses the focus of keyboard and screen reader users.
 *
 * @module
 */
import type { ButtonHTMLAttributes } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "plain" | "danger" | undefined;
  busy?: boolean | undefined;
  busyLabel?: string | undefined;
}

/** `type` is "button" by default. */
export function Button(
  { look = "primary", busy = false, busyLabel, children, onClick, ...rest }: ButtonProps,
) {
  return (
    <button
      type="button"
      {...rest}
      className={`gcal gc-button gc-button-${look} ${rest.className ?? ""}`.trim()}
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
