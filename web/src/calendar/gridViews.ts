/**
 * The views as the calendar library knows them.
 *
 * @module
 */
import dayGrid from "@fullcalendar/react/daygrid";
import interaction from "@fullcalendar/react/interaction";
import list from "@fullcalendar/react/list";
import classic from "@fullcalendar/react/themes/classic";
import timeGrid from "@fullcalendar/react/timegrid";
import { WORKING_HOURS } from "../google-calendar/index.ts";
import { AGENDA_DAYS, type View } from "./place.ts";
import { timeFormat } from "./timeFormat.ts";

/** The parts of the calendar library that the grid needs. */
export const PLUGINS = [dayGrid, timeGrid, list, interaction, classic];

/** The library's names of the views. */
export const TYPES: Record<View, string> = {
  "month": "dayGridMonth",
  "week": "timeGridWeek",
  "3-days": "threeDays",
  "day": "timeGridDay",
  "agenda": "agenda",
};

const DAY_WITH_NUMBER = { weekday: "short", day: "numeric" } as const;

/** What the views do not share. The month has no room for whole times. */
export function viewOptions(locale: string) {
  const eventTimeFormat = timeFormat(locale);
  const dayHeaderFormat = DAY_WITH_NUMBER;
  return {
    dayGridMonth: { dayHeaderFormat: { weekday: "short" }, displayEventEnd: false },
    timeGridWeek: { dayHeaderFormat, eventTimeFormat },
    timeGridDay: { dayHeaderFormat: { weekday: "long", day: "numeric" }, eventTimeFormat },
    threeDays: { type: "timeGrid", duration: { days: 3 }, dayHeaderFormat, eventTimeFormat },
    agenda: { type: "list", duration: { days: AGENDA_DAYS }, eventTimeFormat },
  } as const;
}

/** Shown lighter than the rest of the week. */
export const BUSINESS_HOURS = {
  daysOfWeek: [1, 2, 3, 4, 5],
  startTime: `${String(WORKING_HOURS.from).padStart(2, "0")}:00`,
  endTime: `${String(WORKING_HOURS.to).padStart(2, "0")}:00`,
};

/** The class for whatever stands for today. */
export const markToday = ({ isToday }: { isToday: boolean }) => isToday ? "is-today" : "";
