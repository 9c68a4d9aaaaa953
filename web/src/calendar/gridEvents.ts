/**
 * Events and spans, as the calendar library has them.
 *
 * @module
 */
import type { EventInput } from "@fullcalendar/react";
import type { CalendarEvent, Slot } from "../google-calendar/index.ts";
import { spanOf } from "./editor.ts";

/** What people see of an event that has no title. */
export const UNTITLED = "Untitled event";

/** What the library says of a selection or of a moved event. */
export interface Moved {
  id: string;
  start: Date | null;
  end: Date | null;
  startStr: string;
  endStr: string;
  allDay: boolean;
}

/** The span of a selection or of a moved event. */
export function spanFrom(
  { startStr, endStr, allDay }: Pick<Moved, "startStr" | "endStr" | "allDay">,
) {
  return { start: startStr, end: endStr, allDay };
}

/** An event as the library draws it; nothing where Google gave no times. */
export function inputOf(event: CalendarEvent): EventInput[] {
  const span = spanOf(event);
  if (!span) return [];
  const free = event.transparency === "transparent";
  const title = event.summary ?? UNTITLED;
  return [{
    ...span,
    id: event.id,
    title: free ? `${title} (free)` : title,
    className: free ? "is-free" : undefined,
  }];
}

/** A time that is taken, whatever takes it. */
export function busyInput({ start, end }: Slot): EventInput {
  return { start, end, display: "background", className: "calendar-busy" };
}
