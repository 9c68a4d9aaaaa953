/**
 * Which calendars are asked for, and how requests name them.
 *
 * @module
 */
import { useCallback, useMemo, useRef } from "react";
import {
  type CalendarRef,
  isConnected,
  refFields,
  refKey,
  useGoogleCalendar,
} from "../google-calendar/index.ts";

/** Of the calendars that the person wants to see, those that can be asked for. */
export interface Asked {
  refs: CalendarRef[];
  /** A calendar as fields of a request. */
  fieldsOf: (ref: CalendarRef) => Partial<CalendarRef>;
}

/**
 * An account that has to be connected again is not asked. What was loaded of it stays, and what is `mirrored` of it can
 * be read.
 */
export function useAsked(shown: CalendarRef[], mirrored: ReadonlySet<string>): Asked {
  const { connection } = useGoogleCalendar();
  const accounts = connection?.accounts ?? [];
  const latestAccounts = useRef(accounts);
  latestAccounts.current = accounts;
  const fieldsOf = useCallback((ref: CalendarRef) => refFields(ref, latestAccounts.current), []);

  const working = accounts.filter(isConnected);
  const refs = shown.filter((ref) =>
    mirrored.has(refKey(ref)) || working.some((one) => one.account_id === ref.account_id)
  );
  return { refs: useSameRefs(refs), fieldsOf };
}

/** The same array for the same calendars. */
function useSameRefs(refs: CalendarRef[]): CalendarRef[] {
  const key = refs.map(refKey).join(" ");
  return useMemo(() => refs, [key]);
}
