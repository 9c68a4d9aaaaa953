"use client";

/**
 * Looks for the next free time of a length. If that fails there is no suggestion, and the form works
 * without one.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { isConnected } from "./accounts";
import { isShown, readShown } from "./calendarChoice";
import { refOf } from "./calendarRef";
import type { Slot } from "./client";
import { findFreeTimes, mergeFreeTimes } from "./freeTime";
import { useGoogleCalendar } from "./GoogleCalendar";
import { suggestSlot } from "./suggest";
import { useCalendars } from "./useCalendars";

/** How far the search is, and what it found. */
export interface Suggestion {
  status: "looking" | "found" | "none";
  slot: Slot | null;
  /** Looks again. */
  look(): void;
}

/** Milliseconds. Every week has working days; the second week helps if the first one is full. */
const LOOK_AHEAD = 14 * 86_400_000;

/**
 * Searches for `minutes` in the next two weeks, in the calendars that the person wants to see; does
 * nothing if `minutes` is undefined.
 */
export function useSuggestion(minutes: number | undefined, zone: string): Suggestion {
  const { client, userId, connection } = useGoogleCalendar();
  const { calendars, ready } = useCalendars();
  const [status, setStatus] = useState<Suggestion["status"]>("none");
  const [slot, setSlot] = useState<Suggestion["slot"]>(null);
  const [turn, setTurn] = useState(0);
  const allowed = (connection?.accounts ?? [])
    .filter((account) => isConnected(account) && account.features.free_busy)
    .map(({ account_id }) => account_id).join();

  useEffect(() => {
    if (minutes === undefined || allowed === "" || !ready) return;
    const accounts = new Set<string>(allowed.split(","));
    const shown = readShown(userId);
    const refs = calendars
      .filter((calendar) => accounts.has(calendar.account_id) && isShown(calendar, shown))
      .map(refOf);
    let current = true;
    const now = new Date();
    setStatus("looking");
    findFreeTimes(client, refs, {
      time_min: now.toISOString(),
      time_max: new Date(now.getTime() + LOOK_AHEAD).toISOString(),
      minimum_minutes: minutes,
    }).then(({ byAccount, failures }) => {
      if (!current) return;
      const merged = failures.size > 0 ? null : mergeFreeTimes([...byAccount.values()], minutes);
      const found = merged && suggestSlot(merged.free, minutes, zone, now);
      setStatus(found ? "found" : "none");
      setSlot(found);
    });
    return () => {
      current = false;
    };
  }, [client, userId, allowed, calendars, ready, minutes, zone, turn]);

  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { status, slot, look };
}
