"use client";

/**
 * The texts of the components, and the language of their dates.
 *
 * @module
 */
import { createContext, Fragment, type ReactNode, useContext } from "react";
import { english, type Messages } from "./english";
import { partsOf } from "./fill";

/** `locale` is a BCP 47 tag, such as `de-AT`; the browser's own language if undefined. */
export interface LanguageValue {
  messages: Messages;
  locale: string | undefined;
}

/** `<GoogleCalendar>` provides it. Components outside of it are in English. */
export const Language = createContext<LanguageValue>({ messages: english, locale: undefined });

/** The texts, and the language of dates. */
export function useLanguage(): LanguageValue {
  return useContext(Language);
}

interface FilledProps {
  message: string;
  /** What stands at each name in braces. */
  values: Record<string, ReactNode>;
}

/** A message with elements in it. */
export function Filled({ message, values }: FilledProps) {
  return (
    <>
      {partsOf(message).map((part, index) => (
        <Fragment key={index}>{typeof part === "string" ? part : values[part.name]}</Fragment>
      ))}
    </>
  );
}
