/**
 * Reads the time zones of an event's start and end.
 *
 * @module
 */
import type { Problem } from "../errors.ts";
import { DATE_TIME } from "./dateTime.ts";
import { canonicalTimeZone, mayBeTimeZone } from "./timeZones.ts";

/** What a caller gives of an event's zones, and the times that they may be needed for. */
export interface ZonesInput {
  start_datetime?: string | null;
  end_datetime?: string | null;
  time_zone?: string | null;
  end_time_zone?: string | null;
}

/**
 * Both zones as Google gets them: the end's is the start's unless another is given. Null clears a zone.
 * Adds what is wrong to `problems`.
 */
export function readZones(
  { start_datetime, end_datetime, time_zone, end_time_zone }: ZonesInput,
  problems: Problem[],
): { start?: string | null; end?: string | null } {
  const read = (path: "time_zone" | "end_time_zone", name: string, isNeeded: boolean) => {
    const zone = readZone(name, isNeeded);
    if (zone === undefined) {
      problems.push({ path, message: "is not an IANA time zone such as Europe/Berlin" });
    }
    return zone;
  };
  const [startIsInstant, endIsInstant] = [isInstant(start_datetime), isInstant(end_datetime)];
  const isForBoth = end_time_zone == null;
  const start = time_zone == null
    ? time_zone
    : read("time_zone", time_zone, !startIsInstant || (isForBoth && !endIsInstant));
  return {
    start,
    end: isForBoth ? start : read("end_time_zone", end_time_zone, !endIsInstant),
  };
}

/**
 * The zone's name. If a time is written in the zone, the runtime has to know the zone. Otherwise
 * Google may know it.
 */
function readZone(name: string, isNeeded: boolean): string | undefined {
  return canonicalTimeZone(name) ?? (!isNeeded && mayBeTimeZone(name) ? name : undefined);
}

/** True if the time does not need a zone: it has an offset, or there is no time. */
function isInstant(value: string | null | undefined): boolean {
  return !value || DATE_TIME.exec(value)?.[1] !== undefined;
}
