/**
 * The colours of events as Google's own page has them.
 *
 * @module
 */
import type { CalendarEvent } from "../google-calendar/index.ts";

/** Google's event colours by `color_id`, in the order of its page: the name and the colour. */
export const EVENT_COLORS: Readonly<Record<string, { name: string; color: string }>> = {
  11: { name: "Tomato", color: "#d50000" },
  4: { name: "Flamingo", color: "#e67c73" },
  6: { name: "Tangerine", color: "#f4511e" },
  5: { name: "Banana", color: "#f6bf26" },
  2: { name: "Sage", color: "#33b679" },
  10: { name: "Basil", color: "#0b8043" },
  7: { name: "Peacock", color: "#039be5" },
  9: { name: "Blueberry", color: "#3f51b5" },
  1: { name: "Lavender", color: "#7986cb" },
  3: { name: "Grape", color: "#8e24aa" },
  8: { name: "Graphite", color: "#616161" },
};

/** The event's own colour, else its calendar's; undefined if neither has one. */
export function colorOf(
  { color_id }: Pick<CalendarEvent, "color_id">,
  calendarColor?: string | undefined,
): string | undefined {
  return EVENT_COLORS[color_id ?? ""]?.color ?? calendarColor;
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
