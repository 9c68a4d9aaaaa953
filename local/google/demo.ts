/**
 * The calendars of the local stack's people, so that lists of calendars have something to show: Ada has a
 * second calendar, one of Grace's to read, and a calendar of holidays.
 *
 * @module
 */
import type { Google } from "./types.ts";

const ADA = "ada@example.com";
const GRACE = "grace@example.com";

export const LECTURES = "lectures@group.calendar.google.com";
export const DEPARTMENT = "department@group.calendar.google.com";
export const HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";

/** Holidays of the United Kingdom that have the same date every year. */
const FIXED_HOLIDAYS = [
  ["New Year's Day", "01-01"],
  ["Christmas Day", "12-25"],
  ["Boxing Day", "12-26"],
] as const;

/** Plants a weekly event that began on the last such weekday. Monday is 1. */
function plantWeekly(
  google: Google,
  email: string,
  calendarId: string,
  { summary, weekday, hour, zone }: {
    summary: string;
    weekday: number;
    hour: number;
    zone: string;
  },
): void {
  const today = Temporal.Instant.fromEpochMilliseconds(google.clock.now())
    .toZonedDateTimeISO(zone).toPlainDate();
  const first = today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 });
  const at = (time: number) => ({
    dateTime: first.toPlainDateTime({ hour: time }).toString(),
    timeZone: zone,
  });
  const recurrence = ["RRULE:FREQ=WEEKLY;COUNT=12"];
  google.plant(email, { summary, start: at(hour), end: at(hour + 1), recurrence }, calendarId);
}

function plantHolidays(google: Google): void {
  const thisYear = new Date(google.clock.now()).getUTCFullYear();
  for (const year of [thisYear, thisYear + 1, thisYear + 2]) {
    for (const [summary, day] of FIXED_HOLIDAYS) {
      const date = Temporal.PlainDate.from(`${year}-${day}`);
      google.plant(ADA, {
        summary,
        description: "Public holiday",
        start: { date: date.toString() },
        end: { date: date.add({ days: 1 }).toString() },
        transparency: "transparent",
        visibility: "public",
      }, HOLIDAYS);
    }
  }
}

/** Adds the calendars with some events, unless this state has them already. */
export function addDemoCalendars(google: Google): void {
  if (google.calendars(ADA).some(({ id }) => id === LECTURES)) return;

  google.addCalendar(ADA, { id: LECTURES, summary: "Lectures", color_id: "16" });
  plantWeekly(google, ADA, LECTURES, {
    summary: "Lecture: The Analytical Engine",
    weekday: 2,
    hour: 11,
    zone: "Europe/London",
  });

  google.addCalendar(GRACE, { id: DEPARTMENT, summary: "Department", color_id: "6" });
  google.shareCalendar(DEPARTMENT, ADA, "reader");
  plantWeekly(google, GRACE, DEPARTMENT, {
    summary: "Department meeting",
    weekday: 4,
    hour: 10,
    zone: "America/New_York",
  });

  google.addCalendar(ADA, {
    id: HOLIDAYS,
    summary: "Holidays in United Kingdom",
    description: "Holidays and observances in United Kingdom",
  });
  plantHolidays(google);
}
