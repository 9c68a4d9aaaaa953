/**
 * Times as people type them, in their own zone, and as the contract wants them: with the offset
 * that the zone really has at that moment.
 *
 * @module
 */

/** What a typed local time means; `skipped` where clocks jump over it. */
export type LocalTime =
  | { kind: "invalid" }
  | { kind: "skipped" }
  | { kind: "exact" | "doubled"; instant: Date; iso: string };

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const DAY = 86_400_000;

/** The browser's IANA zone. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Reads the value of a `datetime-local` input in `zone`. A time that a clock change doubles means
 * the first of the two, as iCalendar has it (RFC 5545, 3.3.5).
 */
export function readLocal(value: string, zone: string): LocalTime {
  const parts = LOCAL.exec(value)?.slice(1).map((part) => Number(part ?? 0));
  if (!parts) return { kind: "invalid" };
  const [year, month, day, hour, minute, second] = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (toLocal(new Date(wall), "UTC") !== value.slice(0, 16)) return { kind: "invalid" };
  // A zone's offset changes at most once within two days of any moment.
  const offsets = new Set([offsetMinutes(wall - DAY, zone), offsetMinutes(wall + DAY, zone)]);
  const found = [...offsets]
    .filter((offset) => offsetMinutes(wall - offset * 60_000, zone) === offset)
    .sort((a, b) => b - a);
  if (found.length === 0) return { kind: "skipped" };
  const iso = new Date(wall).toISOString().slice(0, 19) + formatOffset(found[0]);
  const instant = new Date(wall - found[0] * 60_000);
  return { kind: found.length > 1 ? "doubled" : "exact", instant, iso };
}

/** A moment as the value of a `datetime-local` input in `zone`, to the minute. */
export function toLocal(instant: Date, zone: string): string {
  const wall = instant.getTime() + offsetMinutes(instant.getTime(), zone) * 60_000;
  return new Date(wall).toISOString().slice(0, 16);
}

/** As `toLocal`, with the seconds of a moment that has some. */
export function toLocalExact(instant: Date, zone: string): string {
  const seconds = instant.getUTCSeconds();
  const local = toLocal(instant, zone);
  return seconds === 0 ? local : `${local}:${String(seconds).padStart(2, "0")}`;
}

/** The next full hour, in `zone`: a start that is seldom wrong. */
export function nextFullHour(now: Date, zone: string): string {
  const local = toLocal(new Date(now.getTime() + 3_600_000), zone);
  return local.slice(0, 14) + "00";
}

/**
 * The end that belongs to a changed start: as long after it as before, or an hour where the two
 * made no sense. Unchanged while the start cannot be read.
 */
export function moveEnd(oldStart: string, oldEnd: string, start: string, zone: string): string {
  const [was, ended, now] = [oldStart, oldEnd, start].map((value) => readLocal(value, zone));
  if (!("instant" in now)) return oldEnd;
  const length = "instant" in was && "instant" in ended
    ? ended.instant.getTime() - was.instant.getTime()
    : 0;
  return toLocal(new Date(now.instant.getTime() + (length > 0 ? length : 3_600_000)), zone);
}

/** By zone: making one costs a hundred times as much as using it. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that `zone` is ahead of UTC at a moment (milliseconds since 1970). */
function offsetMinutes(moment: number, zone: string): number {
  let format = offsetFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    offsetFormats.set(zone, format);
  }
  const name = format.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ??
    "GMT";
  const match = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
