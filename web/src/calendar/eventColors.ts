/**
 * The colours of events as Google's own page has them.
 *
 * @module
 */
import type { CalendarEvent } from "../google-calendar/index.ts";

/** The `color_id` of an event. */
export type EventColor = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11";

/** Google's event colours. Their names are among the texts. */
const COLORS: Record<EventColor, string> = {
  1: "#7986cb",
  2: "#33b679",
  3: "#8e24aa",
  4: "#e67c73",
  5: "#f6bf26",
  6: "#f4511e",
  7: "#039be5",
  8: "#616161",
  9: "#3f51b5",
  10: "#0b8043",
  11: "#d50000",
};

/** By any `color_id`, also one that Google adds later. */
export const EVENT_COLORS: Readonly<Record<string, string>> = COLORS;

/** The event's own colour, else its calendar's; undefined if neither has one. */
export function colorOf(
  { color_id }: Pick<CalendarEvent, "color_id">,
  calendarColor?: string | undefined,
): string | undefined {
  return EVENT_COLORS[color_id ?? ""] ?? calendarColor;
}

/** Black or white, whichever can be read better on `#rrggbb`; undefined for any other notation. */
export function textOn(color: string | undefined): "#000000" | "#ffffff" | undefined {
  const parts = /^#(..)(..)(..)$/.exec(color ?? "")?.slice(1).map((part) => parseInt(part, 16));
  if (!parts || parts.some(isNaN)) return undefined;
  // Relative luminance (WCAG 2.2). At 0.179 black and white have the same contrast.
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}
