/**
 * Converts between moments and the text of `datetime-local` inputs in a time zone.
 *
 * @module
 */

/**
 * What a local time means. Clocks that go forward skip times; clocks that go back show times twice.
 */
export type LocalTime =
  | { kind: "invalid" }
  | { kind: "skipped" }
  | { kind: "exact" | "doubled"; instant: Date };

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const DAY = 86_400_000;

/** The browser's IANA zone. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Reads the value of a `datetime-local` input in `zone`. A time that a clock change doubles means
 * the first of the two (RFC 5545, section 3.3.5).
 */
export function readLocal(value: string, zone: string): LocalTime {
  const parts = LOCAL.exec(value)?.slice(1).map((part) => Number(part ?? 0));
  if (!parts) return { kind: "invalid" };
  const [year = 0, month = 0, day, hour, minute, second] = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (toLocal(new Date(wall), "UTC") !== value.slice(0, 16)) return { kind: "invalid" };
  // A zone's offset changes at most once within two days of any moment.
  const offsets = new Set([offsetMinutes(wall - DAY, zone), offsetMinutes(wall + DAY, zone)]);
  const found = [...offsets]
    .filter((offset) => offsetMinutes(wall - offset * 60_000, zone) === offset)
    .sort((a, b) => b - a);
  const [largest] = found;
  if (largest === undefined) return { kind: "skipped" };
  const instant = new Date(wall - largest * 60_000);
  return { kind: found.length > 1 ? "doubled" : "exact", instant };
}

/** A moment as the value of a `datetime-local` input in `zone`, to the minute. */
export function toLocal(instant: Date, zone: string): string {
  const wall = instant.getTime() + offsetMinutes(instant.getTime(), zone) * 60_000;
  return new Date(wall).toISOString().slice(0, 16);
}

/** Like `toLocal`, with the seconds if they are not zero. */
export function toLocalExact(instant: Date, zone: string): string {
  const seconds = instant.getUTCSeconds();
  const local = toLocal(instant, zone);
  return seconds === 0 ? local : `${local}:${String(seconds).padStart(2, "0")}`;
}

/** The next full hour on the clock of `zone`, as the value of a `datetime-local` input. */
export function nextFullHour(now: Date, zone: string): string {
  const local = toLocal(new Date(now.getTime() + 3_600_000), zone);
  return local.slice(0, 14) + "00";
}

/** The day that is `days` after a `YYYY-MM-DD`; before it if negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** By zone, because making a format costs a hundred times as much as using it. */
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
