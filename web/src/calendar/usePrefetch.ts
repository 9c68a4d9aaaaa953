/**
 * Loads the days before and after the visible ones, once these are there.
 *
 * @module
 */
import { useEffect } from "react";
import type { CalendarRef } from "../google-calendar/index.ts";
import { type Days, neighbours, rangeOf } from "./days.ts";
import { prefetch, type Source } from "./eventCache.ts";
import type { View } from "./place.ts";

interface PrefetchOptions {
  source: Source;
  refs: CalendarRef[];
  /** False while the visible days are loading. */
  isReady: boolean;
  days: Days | null;
  view: View;
  /** The day in the address. */
  date: string;
  zone: string;
  /** Of the week; 0 for Sunday. */
  firstDay: number;
}

/** Milliseconds. Who goes on quickly is not followed. */
const AFTER = 300;

/** One calendar after the other, because nobody waits for them. */
export function usePrefetch(options: PrefetchOptions): void {
  const { source, refs, isReady, days, view, date, zone, firstDay } = options;
  const { first, end } = days ?? {};
  useEffect(() => {
    if (!isReady || !first || !end || !navigator.onLine) return;
    let isCurrent = true;
    const load = async () => {
      for (const next of neighbours({ first, end }, view, date, firstDay)) {
        for (const ref of refs) {
          if (isCurrent) await prefetch(source, ref, rangeOf(next, zone));
        }
      }
    };
    const timer = setTimeout(() => void load(), AFTER);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, refs, isReady, first, end, view, date, zone, firstDay]);
}
