/**
 * Looks for the next free time of a length, and says how far it is. A suggestion that cannot be had
 * is none: the form works without it.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { useGoogleCalendar } from "./GoogleCalendar.tsx";
import { suggestSlot } from "./suggest.ts";
import { toLocal } from "./time.ts";

/** `slot` has the values of the form's two fields. */
export interface Suggestion {
  status: "looking" | "found" | "none";
  slot: { start: string; end: string } | null;
  /** Looks again. */
  look(): void;
}

/** A week has working days in any case; two, where the first is full. */
const LOOK_AHEAD = 14 * 86_400_000;

/** Undefined `minutes`: nothing is looked for. */
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
      setSlot(
        found && {
          start: toLocal(new Date(found.start), zone),
          end: toLocal(new Date(found.end), zone),
        },
      );
    });
    return () => {
      current = false;
    };
  }, [client, allowed, minutes, zone, turn]);

  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { status, slot, look };
}
