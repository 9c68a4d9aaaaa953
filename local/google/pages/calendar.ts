/**
 * The pages of a person's calendar and of one event. An event's `htmlLink` leads to the event's page.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Access } from "../calendar/access.ts";
import type { StoredEvent } from "../calendar/model.ts";
import { isSeries, occurrencesOf } from "../calendar/occurrences.ts";
import { renderEvent } from "../calendar/render.ts";
import { asSeenBy } from "../calendar/visibility.ts";
import { findPerson, type World } from "../world.ts";
import { editing } from "./editing.ts";
import { addForm, changeForms } from "./eventForms.ts";
import { eventOf, mayWrite } from "./found.ts";
import { page } from "./layout.ts";

type Event = calendar_v3.Schema$Event;

const SHOWN_OCCURRENCES = 10;

const titleOf = (event: Event) => event.summary ?? "(No title)";

/** "Thu, 15 Aug 2024, 09:00 - 10:00 (Europe/London)", or the days. */
function when({ start, end }: Event, zone: string): string {
  if (start?.date) return `${start.date} to ${end?.date} (not included)`;
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: zone,
  });
  return `${format.formatRange(new Date(start!.dateTime!), new Date(end!.dateTime!))} (${zone})`;
}

function details(event: Event, zone: string) {
  const rows: [string, string | null | undefined][] = [
    ["When", when(event, zone)],
    ["Where", event.location],
    ["What", event.description],
    ["Repeats", event.recurrence?.join(", ")],
    [
      "Guests",
      event.attendees?.map((guest) => `${guest.email} (${guest.responseStatus})`).join(", "),
    ],
    ["Meeting", event.hangoutLink],
    ["Organizer", event.organizer?.email],
    ["Id", event.id],
  ];
  return html`<dl>${
    rows.filter(([, value]) => value).map(([name, value]) =>
      html`
        <dt>${name}</dt>
        <dd>${value}</dd>
      `
    )
  }</dl>`;
}

export function calendarPages(world: World): Hono {
  const app = new Hono();

  const eventsOf = (access: Access) =>
    [...access.calendar.events.values()]
      .filter((event) => event.status !== "cancelled")
      .map((event) => renderEvent(world, access.calendar, asSeenBy(world, access, event)))
      .sort((a, b) => JSON.stringify(a.start) < JSON.stringify(b.start) ? -1 : 1);

  app.get("/calendar/u/:email", (c) => {
    const person = findPerson(world, c.req.param("email"));
    if (!person) {
      return page(c, "No such person", html`<p><a href="/">Back</a></p>`, { status: 404 });
    }
    const calendars = [...world.state.calendars.values()].flatMap((calendar): Access[] => {
      const role = calendar.members.get(person.sub)?.role;
      return role && !calendar.deleted ? [{ calendar, person, role }] : [];
    });
    return page(
      c,
      `Calendar of ${person.name}`,
      html`<p><a href="/">All people</a></p>${
        calendars.map((access) => {
          const events = eventsOf(access);
          const { calendar, role } = access;
          const form = mayWrite(access) ? addForm(world, access) : "";
          return html`<h2>${calendar.summary} <span class="muted">${role}</span></h2>${
            events.length === 0
              ? html`<p class="muted">No events.</p>`
              : html`<ul class="choices">${
                events.map((event) =>
                  html`<li><a href="${event.htmlLink}">${titleOf(event)}<br><span class="muted">${
                    when(event, calendar.time_zone)
                  }</span></a></li>`
                )
              }</ul>`
          }${form}`;
        })
      }`,
    );
  });

  app.get("/calendar/event", (c) => {
    const found = eventOf(world, c.req.query("eid") ?? "");
    if (!found) {
      return page(c, "Event not found", html`<p><a href="/">All people</a></p>`, { status: 404 });
    }
    const { access, stored } = found;
    const { calendar } = access;
    const owner = findPerson(world, calendar.owner ?? "");
    const event = renderEvent(world, calendar, stored);
    return page(
      c,
      titleOf(event),
      html`<p>In the calendar ${calendar.summary}${
        owner
          ? html`
            of <a href="/calendar/u/${owner.email}">${owner.name}</a>
          `
          : ""
      }</p>${details(event, calendar.time_zone)}${occurrences(access, stored)}${
        mayWrite(access) ? changeForms(access, stored) : ""
      }`,
    );
  });

  /** The next occurrences of a series, each with a page of its own. */
  function occurrences({ calendar }: Access, series: StoredEvent) {
    if (!isSeries(series)) return "";
    const range = { from: world.clock.now(), to: Infinity };
    const next = occurrencesOf(calendar, series, range)
      .filter(({ status }) => status !== "cancelled")
      .map((event) => renderEvent(world, calendar, event))
      .slice(0, SHOWN_OCCURRENCES);
    return html`
      <h2>Next occurrences</h2>
      <ul class="choices">${next.map((event) =>
        html`<li><a href="${event.htmlLink}">${titleOf(event)}<br><span class="muted">${
          when(event, calendar.time_zone)
        }</span></a></li>`
      )}</ul>
    `;
  }

  return app.route("/", editing(world));
}
