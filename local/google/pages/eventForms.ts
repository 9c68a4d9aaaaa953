/**
 * Forms that add, change and delete events. Their times are those of the calendar's zone.
 *
 * @module
 */
import { html } from "hono/html";
import type { Access } from "../calendar/access.ts";
import { millisOf } from "../calendar/eventTime.ts";
import type { StoredEvent } from "../calendar/model.ts";
import { eidOf } from "../calendar/render.ts";
import type { World } from "../world.ts";

const HOUR = 3_600_000;

/** Formats a time for an input: `2027-01-15T09:00`. */
const local = (millis: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone).toPlainDateTime()
    .toString({ smallestUnit: "minute" });

interface Fields {
  /** Keeps the ids of two forms on a page apart. */
  form: string;
  title: string;
  kind: "datetime-local" | "date";
  start: string;
  end: string;
}

function fields({ form, title, kind, start, end }: Fields) {
  const until = kind === "date" ? "End (not included)" : "End";
  return html`
    <p><label for="${form}-title">Title</label>
    <input id="${form}-title" name="title" value="${title}"></p>
    <p><label for="${form}-start">Start</label>
    <input id="${form}-start" type="${kind}" name="start" value="${start}" required></p>
    <p><label for="${form}-end">${until}</label>
    <input id="${form}-end" type="${kind}" name="end" value="${end}" required></p>
  `;
}

/** The form for a new event: tomorrow at nine, unless the person says otherwise. */
export function addForm(world: World, { calendar, person }: Access) {
  const { id, time_zone: zone, summary } = calendar;
  const nine = Temporal.Instant.fromEpochMilliseconds(world.clock.now()).toZonedDateTimeISO(zone)
    .toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: "09:00" })
    .epochMilliseconds;
  const form = `add-${id.replaceAll(/\W/g, "-")}`;
  const times = { start: local(nine, zone), end: local(nine + HOUR, zone) };
  return html`
    <details>
      <summary>Add an event to ${summary}</summary>
      <form method="post" action="/calendar/add">
          <input type="hidden" name="calendar" value="${id}">
          <input type="hidden" name="email" value="${person.email}">
          ${fields({ form, title: "", kind: "datetime-local", ...times })}
          <p><input id="${form}-days" type="checkbox" name="days" value="yes">
          <label for="${form}-days">Whole days</label></p>
          <p><label for="${form}-repeats">Repeats</label>
          <select id="${form}-repeats" name="repeats">
            <option value="">Never</option>
            <option value="DAILY">Every day, 10 times</option>
            <option value="WEEKLY">Every week, 10 times</option>
          </select></p>
          <button class="primary">Add</button>
        </form>
    </details>
  `;
}

/** The forms that change and delete an event, an occurrence, or all of a series. */
export function changeForms({ calendar }: Access, event: StoredEvent) {
  const { start, end, summary = "", recurrence } = event.content;
  const zone = calendar.time_zone;
  const kind = start.date === undefined ? "datetime-local" : "date";
  const shown = (time: typeof start) => time.date ?? local(millisOf(time, zone), zone);
  const what = recurrence ? "all occurrences" : event.occurrence ? "this occurrence" : "the event";
  const eid = eidOf(calendar, event);
  return html`
    <h2>Change ${what}</h2>
    <form method="post" action="/calendar/change">
          <input type="hidden" name="eid" value="${eid}">
          ${fields({ form: "change", title: summary, kind, start: shown(start), end: shown(end) })}
          <button class="primary">Save</button>
        </form>
    <form method="post" action="/calendar/remove">
      <input type="hidden" name="eid" value="${eid}">
      <p><button>Delete ${what}</button></p>
    </form>
  `;
}
