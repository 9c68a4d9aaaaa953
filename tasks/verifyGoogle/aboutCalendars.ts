/**
 * Questions about calendar ids, and about one event id in two calendars of an account.
 *
 * @module
 */
import { anEvent, events, newId, type Question } from "./question.ts";
import { calendar, outcomeOf } from "./side.ts";

export const aboutCalendars: Question[] = [
  {
    about: "one id in two calendars of one account",
    ask: async (asked) => {
      const { side, organizer } = asked;
      if (side.secondCalendar === undefined) return undefined;
      const body = anEvent(newId());
      await events(asked, "POST /", { body });
      const path = `/calendars/${encodeURIComponent(side.secondCalendar)}/events`;
      const call = (route: string, options = {}) =>
        calendar(side, organizer.accessToken, route, options);
      const second = await call(`POST ${path}?sendUpdates=none`, { body });
      const self = `creator.self=${second.json.creator?.self === true}`;
      await call(`DELETE ${path}/${body.id}?sendUpdates=none`);
      return `${outcomeOf(second)} ${self}`;
    },
  },
  {
    about: "the calendar by an old address of the account",
    ask: async ({ side, organizer }) => {
      if (side.oldAddress === undefined) return undefined;
      const path = `/calendars/${encodeURIComponent(side.oldAddress)}/events?maxResults=1`;
      return outcomeOf(await calendar(side, organizer.accessToken, `GET ${path}`));
    },
  },
  {
    about: "the calendar by the address in capitals",
    ask: async ({ side, organizer }) => {
      const path = `/calendars/${encodeURIComponent(organizer.email.toUpperCase())}/events`;
      return outcomeOf(await calendar(side, organizer.accessToken, `GET ${path}?maxResults=1`));
    },
  },
];
