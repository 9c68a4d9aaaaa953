"use client";

/**
 * Looks for the next free time of a length. If that fails there is no suggestion, and the form works
 * without one.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import type { Slot } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { suggestSlot } from "./suggest";

/** How far the search is, and what it found. */
export interface Suggestion {
  status: "looking" | "found" | "none";
  slot: Slot | null;
  /** Looks again. */
  look(): void;
}

/** Milliseconds. Every week has working days; the second week helps if the first one is full. */
const LOOK_AHEAD = 14 * 86_400_000;

/** Searches for `minutes` in the next two weeks; does nothing if `minutes` is undefined. */
export function useSuggestion(minutes: number | undefined, zone: string): Suggestion {
  const { client, connection } = useGoogleCalendar();
  const [status, setStatus] = useState<Suggestion["status"]>("none");
  const [slot, setSlot] = useState<Suggestion["slot"]>(null);
  const [turn, setTurn] = useState(0);
  const allowed = connection?.status === "connected" && connection.features.free_busy;

  useEffect(() => {
    if (minutes === undefined || !allowed) return;
    let current = true;
    const now = new Date();
    setStatus("looking");
    client.findFreeTime({
      time_min: now.toISOString(),
      time_max: new Date(now.getTime() + LOOK_AHEAD).toISOString(),
      minimum_minutes: minutes,
    }).then(({ free }) => suggestSlot(free, minutes, zone, now), () => null).then((found) => {
      if (!current) return;
      setStatus(found ? "found" : "none");
      setSlot(found);
    });
    return () => {
      current = false;
    };
  }, [client, allowed, minutes, zone, turn]);

  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { status, slot, look };
}
