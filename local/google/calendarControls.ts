/**
 * The part of a running emulator that makes, shares and changes calendars.
 *
 * @module
 */
import { wholeList } from "./calendar/calendarList.ts";
import {
  addCalendar,
  changeCalendar,
  deleteCalendar,
  existingCalendar,
} from "./calendar/manage.ts";
import { changeEntry, shareCalendar } from "./calendar/members.ts";
import type { Google } from "./types.ts";
import { personOf, type World } from "./world.ts";

type Controls = Pick<
  Google,
  | "calendars"
  | "addCalendar"
  | "shareCalendar"
  | "changeCalendarEntry"
  | "changeCalendar"
  | "deleteCalendar"
  | "setDefaultReminders"
>;

/** Returns the methods. `kept` saves the state and returns its argument. */
export function calendarControls(world: World, kept: <T>(result: T) => T): Controls {
  return {
    calendars: (email) => wholeList(world, personOf(world, email)),
    addCalendar: (email, calendar) =>
      kept(
        addCalendar(world, email, typeof calendar === "string" ? { summary: calendar } : calendar),
      ),
    shareCalendar: (calendarId, email, role) =>
      kept(shareCalendar(world, existingCalendar(world, calendarId), email, role)),
    changeCalendarEntry(email, calendarId, settings) {
      const calendar = existingCalendar(world, calendarId, email);
      kept(changeEntry(world, calendar, personOf(world, email).sub, settings));
    },
    changeCalendar: (calendarId, changes) =>
      kept(changeCalendar(world, existingCalendar(world, calendarId), changes)),
    deleteCalendar: (calendarId) =>
      kept(deleteCalendar(world, existingCalendar(world, calendarId))),
    setDefaultReminders(email, reminders, calendarId = "primary") {
      const calendar = existingCalendar(world, calendarId, email);
      const { sub } = personOf(world, email);
      kept(changeEntry(world, calendar, sub, { default_reminders: reminders }));
    },
  };
}
