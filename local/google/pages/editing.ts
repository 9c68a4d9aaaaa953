/**
 * What the forms of a calendar's pages do: add, change and delete events, as the owner does in Google
 * Calendar.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { accessTo } from "../calendar/access.ts";
import { ApiError, notFound } from "../calendar/apiError.ts";
import { changeEvent } from "../calendar/change.ts";
import { insertEvent } from "../calendar/insert.ts";
import type { Calendar } from "../calendar/model.ts";
import { removeEvent } from "../calendar/remove.ts";
import { linkTo } from "../calendar/render.ts";
import { findPerson, type World } from "../world.ts";
import { eventOf, mayWrite } from "./found.ts";
import { page } from "./layout.ts";

/** Returns an event's time from an input: a date, or a local time in the calendar's zone. */
function timeOf(text: string, { time_zone }: Calendar) {
  return text.includes("T") ? { dateTime: `${text}:00`, timeZone: time_zone } : { date: text };
}

/** Returns the dates from inputs with times. The last day is included there, and not at Google. */
function wholeDays(start: string, end: string): [string, string] {
  const last = Temporal.PlainDate.from(end.slice(0, 10)).add({ days: 1 });
  return [start.slice(0, 10), last.toString()];
}

export function editing(world: World): Hono {
  const app = new Hono();

  /** Answers a refusal of the calendar as a page. */
  const handled = (action: (field: (name: string) => string) => string) => async (c: Context) => {
    const form = await c.req.formData();
    try {
      return c.redirect(action((name) => String(form.get(name) ?? "")), 303);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof RangeError)) throw error;
      const status = error instanceof ApiError && error.status === 404 ? 404 : 400;
      return page(
        c,
        "Not saved",
        html`
          <p>${error.message}</p>
          <p><a href="/">All people</a></p>
        `,
        { status },
      );
    }
  };

  function writable(eid: string) {
    const found = eventOf(world, eid);
    if (!found || !mayWrite(found.access)) throw notFound();
    return { ...found.access, id: found.stored.id };
  }

  app.post(
    "/calendar/add",
    handled((field) => {
      const person = findPerson(world, field("email"));
      if (!person) throw notFound();
      const caller = { person, method: "Events.Insert", ownedOnly: false } as const;
      const access = accessTo(world, caller, field("calendar"));
      const [start, end] = field("days")
        ? wholeDays(field("start"), field("end"))
        : [field("start"), field("end")];
      insertEvent(world, access, {
        summary: field("title"),
        start: timeOf(start, access.calendar),
        end: timeOf(end, access.calendar),
        ...(field("repeats") ? { recurrence: [`RRULE:FREQ=${field("repeats")};COUNT=10`] } : {}),
      });
      return `/calendar/u/${person.email}`;
    }),
  );

  app.post(
    "/calendar/change",
    handled((field) => {
      const target = writable(field("eid"));
      const event = changeEvent(world, target, {
        summary: field("title"),
        start: timeOf(field("start"), target.calendar),
        end: timeOf(field("end"), target.calendar),
      }, { whole: false });
      return linkTo(world, target.calendar, event);
    }),
  );

  app.post(
    "/calendar/remove",
    handled((field) => {
      const target = writable(field("eid"));
      removeEvent(world, target);
      return `/calendar/u/${target.person.email}`;
    }),
  );

  return app;
}
