"use client";

/**
 * A message that screen readers announce when it appears: errors at once, others politely.
 *
 * @module
 */
import type { ReactNode } from "react";
import { useLanguage } from "./Language";

interface NoticeProps {
  tone: "success" | "error" | "attention";
  title: string;
  children?: ReactNode;
  onDismiss?: (() => void) | undefined;
}

/** A message with a title. Its icon and text say the same as its colour. */
export function Notice({ tone, title, children, onDismiss }: NoticeProps) {
  const { messages } = useLanguage();
  return (
    <div
      className={`gcal gc-notice gc-notice-${tone}`}
      role={tone === "error" ? "alert" : "status"}
    >
      <svg className="gc-notice-icon" viewBox="0 0 24 24" aria-hidden="true">
        {tone === "success" ? <path d="M5 12.5l4.5 4.5L19 7.5" /> : <path d="M12 6.5v7m0 3.5v.5" />}
      </svg>
      <div className="gc-notice-body">
        <p className="gc-notice-title">{title}</p>
        {children}
      </div>
      {onDismiss && (
        <button
          type="button"
          className="gc-dismiss"
          aria-label={messages.dismiss}
          onClick={onDismiss}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M7 7l10 10M17 7L7 17" />
          </svg>
        </button>
      )}
    </div>
  );
}
