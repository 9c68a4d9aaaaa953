import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../tests/support/propertyRuns.ts";
import { type CalendarEvent, type Span, spanOf } from "../google-calendar/index.ts";
import {
  type EditorForm,
  type EditorValues,
  eventForm,
  newForm,
  setEditorValue,
} from "./editorForm.ts";
import { changeOf, newEventOf, validate } from "./editorRequest.ts";
import { rebase } from "./rebase.ts";

const ZONE = "Europe/Vienna";
const SPAN = { start: "2026-08-14T07:00:00.000Z", end: "2026-08-14T08:00:00.000Z", allDay: false };
const SERIES = {
  id: "e1",
  summary: "Seminar",
  start_datetime: "2026-08-14T03:00:00-04:00",
  end_datetime: "2026-08-14T04:00:00-04:00",
  time_zone: "America/New_York",
  recurrence: ["RRULE:FREQ=DAILY;UNTIL=20260820T065959Z"],
} as CalendarEvent;

function typed(form: EditorForm, some: Partial<EditorValues>): EditorForm {
  return Object.entries(some).reduce(
    (before, [name, value]) => setEditorValue(before, name as keyof EditorValues, value),
    form,
  );
}

function opened(event: CalendarEvent, zone = ZONE): EditorForm {
  return eventForm(event, spanOf(event)!, zone);
}

/** The change after an edit of these fields. */
function changed(event: CalendarEvent, some: Partial<EditorValues>) {
  const form = typed(opened(event), some);
  return changeOf(form, validate(form) as Span);
}

/** Events of any program: with odd seconds, lengths, zones, rules and notes, or absent fields. */
const anyEvent = (() => {
  const moment = fc.date({
    min: new Date("1990-01-01"),
    max: new Date("2090-01-01"),
    noInvalidDate: true,
  });
  const offset = fc.constantFrom("Z", "+00:00", "+01:00", "-04:00", "+05:45", "-09:30");
  const written = (at: Date, zone: string) => {
    const sign = zone[0] === "-" ? -1 : 1;
    const ahead = zone === "Z" ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
    return new Date(at.getTime() + ahead * 60_000).toISOString().slice(0, 19) + zone;
  };
  const seconds = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400_000 }));
  const times = fc.oneof(
    fc.record({ at: moment, seconds, offset }).map(({ at, seconds, offset }) => ({
      start_datetime: written(at, offset),
      end_datetime: written(new Date(at.getTime() + seconds * 1000), offset),
      start_date: null,
      end_date: null,
    })),
    fc.record({ at: moment, days: fc.integer({ min: 0, max: 400 }) }).map(({ at, days }) => ({
      start_date: at.toISOString().slice(0, 10),
      end_date: new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10),
      start_datetime: null,
      end_datetime: null,
    })),
  );
  const text = fc.option(fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("", "  ", "<b>Bold</b>\r\n<ul><li>one</ul>", "x".repeat(9000), "a\nb\rc"),
  ));
  const line = fc.constantFrom(
    "RRULE:FREQ=DAILY",
    "RRULE:FREQ=WEEKLY;UNTIL=20260101",
    "RRULE:FREQ=WEEKLY;UNTIL=20200101T065959Z",
    "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4",
    "EXDATE;TZID=America/Toronto:20260814T090000",
    "RDATE;VALUE=DATE:20260101,20260102",
  );
  const attendee = fc.record({
    email: fc.option(fc.constantFrom("o&leary@example.com", "room@resource", "x")),
    comment: fc.option(fc.string()),
  });
  return fc.tuple(
    times,
    fc.record({
      id: fc.constant("e1"),
      summary: text,
      description: text,
      location: text,
      time_zone: fc.option(fc.constantFrom("America/Toronto", "Asia/Kathmandu", "Etc/UTC")),
      end_time_zone: fc.option(fc.constantFrom("America/Toronto", "Europe/London")),
      recurrence: fc.option(fc.array(line, { maxLength: 3 })),
      transparency: fc.option(fc.constantFrom("opaque", "transparent", "other")),
      attendees: fc.option(fc.array(attendee, { maxLength: 300 })),
      color_id: fc.option(fc.constantFrom("1", "99", "odd")),
      reminders: fc.constant({ use_default: true, overrides: [{ method: "sms", minutes: 99999 }] }),
    }),
  ).map(([when, rest]) => ({ ...when, ...rest }) as unknown as CalendarEvent);
})();

const anyZone = fc.constantFrom("Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "UTC");

Deno.test("an untouched form is valid and changes nothing, for any event", () => {
  fc.assert(
    fc.property(anyEvent, anyZone, (event, zone) => {
      const form = opened(event, zone);
      const span = validate(form);
      assertEquals(span, spanOf(event));
      assertEquals(changeOf(form, span as Span), {});
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("an edited field is sent as it was typed, and no other field", () => {
  const field = fc.constantFrom("title" as const, "location" as const, "description" as const);
  fc.assert(
    fc.property(
      anyEvent,
      anyZone,
      field,
      fc.string({ minLength: 1 }),
      (event, zone, name, text) => {
        const typedText = `${text}.`;
        const form = setEditorValue(opened(event, zone), name, typedText);
        fc.pre(form.read[name] !== typedText);
        const change = changeOf(form, validate(form) as Span);
        assertEquals(change, { [name === "title" ? "summary" : name]: typedText });
      },
    ),
    { numRuns: PROPERTY_RUNS / 10 },
  );
});

Deno.test("a new end keeps the start and the zones exactly as they were read", () => {
  const timed = anyEvent.filter((event) => event.start_datetime !== null);
  fc.assert(
    fc.property(timed, anyZone, (event, zone) => {
      const form = setEditorValue(opened(event, zone), "end", "2099-01-01T12:00");
      const change: object = changeOf(form, validate(form) as Span);
      assertEquals<unknown>({ ...change, end_datetime: null }, {
        start_datetime: event.start_datetime,
        end_datetime: null,
        ...(event.time_zone && { time_zone: event.time_zone }),
        ...(event.end_time_zone && event.end_time_zone !== event.time_zone && {
          end_time_zone: event.end_time_zone,
        }),
      });
    }),
    { numRuns: PROPERTY_RUNS / 10 },
  );
});

Deno.test("all invalid fields have their message at once", () => {
  const errors = (form: EditorForm) => {
    const checked = validate(form);
    return "errors" in checked ? Object.keys(checked.errors) : [];
  };
  const form = typed(newForm(SPAN, ZONE), { title: "Seminar" });
  assertEquals(errors(form), []);
  assertEquals(errors(typed(form, { title: " ", end: "" })), ["title", "end"]);
  assertEquals(errors(typed(form, { repeats: "DAILY", until: "2026-08-13" })), ["until"]);
  assertEquals(errors(typed(form, { repeats: "DAILY", until: "2026-08-14" })), []);
  assertEquals(errors(typed(form, { repeats: "", until: "2026-08-13" })), [], "not asked for");
  assertEquals(errors(typed(opened(SERIES), { title: "" })), ["title"]);
  assertEquals(errors(typed(opened({ ...SERIES, summary: null }), { location: "A" })), []);
});

Deno.test("a new event has the typed values, and nothing else", () => {
  const form = typed(newForm(SPAN, ZONE), { title: " Seminar " });
  const created = (some: Partial<EditorValues>) => {
    const next = typed(form, some);
    return newEventOf(next, validate(next) as Span);
  };
  assertEquals(created({}), {
    summary: "Seminar",
    start_datetime: SPAN.start,
    end_datetime: SPAN.end,
    time_zone: ZONE,
    transparency: "opaque",
  });
  const weekly = created({ repeats: "WEEKLY", location: "Room 7", description: "  indented\n" });
  assertEquals([weekly.recurrence, weekly.location, weekly.description], [
    ["RRULE:FREQ=WEEKLY"],
    "Room 7",
    "  indented\n",
  ]);
});

Deno.test("a time is sent in the event's own zone, or in the form's zone if a zone is needed and the event has none", () => {
  const [start_datetime, end_datetime] = ["2026-08-14T08:00:00.000Z", "2026-08-14T09:00:00.000Z"];
  const later = { start: "2026-08-14T10:00" };
  assertEquals(changed(SERIES, later), {
    start_datetime,
    end_datetime,
    time_zone: "America/New_York",
  });
  const zoneless = { ...SERIES, time_zone: null, recurrence: null };
  assertEquals(changed(zoneless, later), { start_datetime, end_datetime });
  assertEquals(changed(zoneless, { repeats: "WEEKLY" }), {
    start_datetime: "2026-08-14T03:00:00-04:00",
    end_datetime: "2026-08-14T04:00:00-04:00",
    time_zone: ZONE,
    recurrence: ["RRULE:FREQ=WEEKLY"],
  }, "what repeats needs one");
  const allDay = { id: "e1", start_date: "2026-08-14", end_date: "2026-08-15" } as CalendarEvent;
  assertEquals(changed(allDay, { allDay: false }), {
    start_datetime: "2026-08-14T07:00:00.000Z",
    end_datetime: "2026-08-14T08:00:00.000Z",
    time_zone: ZONE,
  });
});

Deno.test("a new repetition is sent alone, with a new end only if the end was edited", () => {
  assertEquals(changed(SERIES, { repeats: "WEEKLY" }), {
    recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20260820T065959Z"],
  });
  assertEquals(changed(SERIES, { until: "2026-08-21" }), {
    recurrence: ["RRULE:FREQ=DAILY;UNTIL=20260821T215900Z"],
  });
  assertEquals(changed(SERIES, { until: "" }), { recurrence: ["RRULE:FREQ=DAILY"] });
  assertEquals(changed(SERIES, { repeats: "" }), { recurrence: null });
  assertEquals(changed(SERIES, { repeats: "WEEKLY", until: "2026-08-22" }), {
    recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20260822T215900Z"],
  });
});

Deno.test("a rule that the form cannot show stays", () => {
  const monthly = { ...SERIES, recurrence: ["RRULE:FREQ=MONTHLY;BYDAY=2TU", "EXDATE:20260814"] };
  assertEquals("recurrence" in changed(monthly, { start: "2026-08-14T10:00" }), false);
  assertEquals(changed(monthly, { repeats: "WEEKLY" }), { recurrence: ["RRULE:FREQ=WEEKLY"] });
});

Deno.test("the last day becomes a date if the event becomes all-day", () => {
  assertEquals(changed(SERIES, { allDay: true }), {
    start_date: "2026-08-14",
    end_date: "2026-08-15",
    recurrence: ["RRULE:FREQ=DAILY;UNTIL=20260820"],
  });
});

Deno.test("a dragged event is sent at its new span, also if nothing was typed", () => {
  const form = eventForm(SERIES, { ...SPAN, end: "2026-08-14T09:00:00.000Z" }, ZONE);
  assertEquals(changeOf(form, validate(form) as Span), {
    start_datetime: SPAN.start,
    end_datetime: "2026-08-14T09:00:00.000Z",
    time_zone: "America/New_York",
  });
});

Deno.test("guests, colour, reminders and a meeting are sent only if they were edited", () => {
  const grace = { email: "grace@example.com", response_status: "accepted" };
  const event = {
    ...{ ...SERIES, attendees: [grace], color_id: "99", meeting: { status: "ready" } },
    reminders: { use_default: false, overrides: [{ method: "popup", minutes: 45 }] },
  } as unknown as CalendarEvent;
  assertEquals(changed(event, { color: "11" }), { color_id: "11" });
  assertEquals(changed(event, { color: "" }), { color_id: null });
  assertEquals(changed(event, { reminders: "default" }), { reminders: { use_default: true } });
  assertEquals(changed(event, { meet: false }), { conference: null });
  assertEquals<unknown>(changed(event, { guests: "grace@example.com\nalan@example.com" }), {
    attendees: [grace, { email: "alan@example.com" }],
  });
  const form = typed(newForm(SPAN, ZONE), {
    ...{ title: "A", guests: "a@b.c", color: "3", reminders: "none", meet: true },
  });
  const { attendees, color_id, reminders, conference } = newEventOf(form, SPAN);
  assertEquals<unknown>({ attendees, color_id, reminders, conference }, {
    attendees: [{ email: "a@b.c" }],
    color_id: "3",
    reminders: { use_default: false, overrides: [] },
    conference: "google_meet",
  });
});

Deno.test("a repetition has whole numbers and one end, and guests have addresses", () => {
  const form = typed(newForm(SPAN, ZONE), { title: "A", repeats: "WEEKLY" });
  const errors = (some: Partial<EditorValues>) => {
    const checked = validate(typed(form, some));
    return "errors" in checked ? Object.keys(checked.errors) : [];
  };
  for (const interval of ["", "0", "1.5", "1000"]) assertEquals(errors({ interval }), ["interval"]);
  assertEquals(errors({ count: "0" }), ["count"]);
  assertEquals(errors({ guests: "alan" }), ["guests"]);
  const { values } = typed(form, { until: "2026-09-01", count: "3" });
  assertEquals([values.until, values.count], ["", "3"]);
  assertEquals(typed(form, { count: "3", until: "2026-09-01" }).values.count, "");
});

Deno.test("guests who were added or taken away are so on another version of the event, too", () => {
  const guests = (...emails: string[]) =>
    opened({ ...SERIES, attendees: emails.map((email) => ({ email })) } as CalendarEvent);
  const form = typed(guests("a@b.c", "b@b.c"), { guests: "b@b.c\nnew@b.c" });
  const { values } = rebase(form, guests("a@b.c", "b@b.c", "other@b.c"), false);
  assertEquals(values.guests, "b@b.c\nother@b.c\nnew@b.c");
});
