/**
 * Events as other programs leave them in a calendar: all fields, every type, odd zones, nulls, and
 * values that Google itself would not take today.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import fc from "fast-check";

type Event = calendar_v3.Schema$Event;

/** Of the person whose calendar it is, of others, and of nobody that a stricter check would let pass. */
export const ADDRESSES = [
  "ada@example.com",
  "Bo@Elsewhere.example",
  "alan@example.com",
  "o&leary@example.com",
  "o'neil+tag@example.com",
  "jürgen@bücher.example",
  '"no"body"@example.com',
  "c_abc@resource.calendar.google.com",
  "first.last@gmail.com",
];

/** Zones that a calendar in London meets. The last two are no IANA names; the others in any case. */
const ZONES = [
  "Europe/London",
  "America/Toronto",
  "Etc/GMT+3",
  "Pacific/Chatham",
  "US/Pacific",
  "UTC",
  "GMT-03:00",
  "W. Europe Standard Time",
];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.oneof(
  fc.constantFrom("", " ", "Lecture 5", "<b>Notes</b>\n", "Vorlesung 🎓 محاضرة"),
  fc.string({ maxLength: 30, unit: "grapheme" }),
);

interface Limits {
  /** Whether Google would take the event today. */
  creatable: boolean;
}

const second = fc.integer({
  min: Date.UTC(2026, 0, 1) / 1000,
  max: Date.UTC(2028, 0, 1) / 1000,
});
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

function timed({ creatable }: Limits): fc.Arbitrary<Pick<Event, "start" | "end">> {
  const zone = creatable ? fc.constantFrom(...ZONES.slice(0, -2)) : fc.constantFrom(...ZONES);
  return fc.record({
    start: second,
    length: fc.oneof(
      fc.integer({ min: 1, max: 200_000 }),
      fc.constantFrom(...creatable ? [1, 3600] : [0, 1, 3600]),
    ),
    zone: maybe(zone),
    endZone: maybe(zone),
  }).map(({ start, length, zone, endZone = zone }) => ({
    start: { dateTime: iso(start), ...zone && { timeZone: zone } },
    end: { dateTime: iso(start + length), ...endZone && { timeZone: endZone } },
  }));
}

const wholeDays = fc.record({ start: second, length: fc.integer({ min: 1, max: 5 }) }).map(
  ({ start, length }): Pick<Event, "start" | "end"> => ({
    start: { date: iso(start).slice(0, 10) },
    end: { date: iso(start + length * 86_400).slice(0, 10) },
  }),
);

function guests(): fc.Arbitrary<Event["attendees"]> {
  const guest = fc.record({
    email: fc.constantFrom(...ADDRESSES),
    displayName: maybe(fc.constantFrom("Grace Hopper", "x")),
    optional: maybe(fc.boolean()),
    comment: maybe(text),
    additionalGuests: maybe(fc.integer({ min: 0, max: 3 })),
    responseStatus: fc.constantFrom("needsAction", "declined", "tentative", "accepted"),
    resource: maybe(fc.boolean()),
  }, { requiredKeys: ["email", "responseStatus"] });
  return fc.uniqueArray(guest, { maxLength: 4, selector: ({ email }) => email.toLowerCase() });
}

function reminders({ creatable }: Limits): fc.Arbitrary<Event["reminders"]> {
  const override = fc.record({
    method: fc.constantFrom(...creatable ? ["popup", "email"] : ["popup", "email", "sms"]),
    minutes: fc.integer({ min: 0, max: creatable ? 40_320 : 100_000 }),
  });
  return fc.oneof(
    fc.constant({ useDefault: true }),
    fc.record({
      useDefault: fc.constant(false),
      overrides: maybe(fc.array(override, { maxLength: creatable ? 5 : 8 })),
    }),
  );
}

/** Whether Google would take them or not, by the kind of start. */
function recurrence(allDay: boolean, { creatable }: Limits): fc.Arbitrary<string[]> {
  const until = allDay ? "20271231" : "20271231T000000Z";
  const many = Array.from({ length: 400 }, (_, i) => iso(1_800_000_000 + i * 86_400))
    .map((time) => time.replace(/[-:]/g, "").slice(0, allDay ? 8 : undefined)).join(",");
  const value = allDay ? ";VALUE=DATE" : "";
  const lines = [
    ["RRULE:FREQ=WEEKLY;COUNT=10"],
    [`RRULE:FREQ=DAILY;UNTIL=${until}`],
    ["RRULE:FREQ=DAILY;COUNT=3", `EXDATE${value}:${many}`],
  ];
  const odd = [[`RDATE${value}:${many.slice(0, allDay ? 17 : 33)}`], ["RRULE:FREQ=NEVER"], ["?"]];
  return fc.constantFrom(...creatable ? lines : [...lines, ...odd]);
}

/** The fields that a type of event brings along. */
const TYPES: Event[] = [
  { eventType: "default" },
  { eventType: "outOfOffice", outOfOfficeProperties: { autoDeclineMode: "declineNone" } },
  { eventType: "focusTime", focusTimeProperties: { chatStatus: "doNotDisturb" } },
  { eventType: "workingLocation", workingLocationProperties: { type: "homeOffice" } },
  { eventType: "birthday", birthdayProperties: { type: "birthday" } },
  { eventType: "fromGmail" },
];

const conference: fc.Arbitrary<Event> = fc.constantFrom(
  {},
  { hangoutLink: "https://plus.google.com/hangouts/_/old" },
  {
    conferenceData: {
      conferenceSolution: { name: "Phone", key: { type: "addOn" } },
      entryPoints: [{ entryPointType: "phone", uri: "tel:+44-20-1234", pin: "1" }],
    },
  },
  { conferenceData: { createRequest: { requestId: "r", status: { statusCode: "pending" } } } },
);

/** An event that somebody else's program made. `creatable`: one that Google would take as a new one. */
export function foreignEvents(limits: Limits): fc.Arbitrary<Event> {
  const { creatable } = limits;
  const when = fc.oneof(timed(limits), wholeDays);
  return fc.record({
    summary: maybe(text),
    description: maybe(fc.oneof(text, fc.constant("<p>".repeat(creatable ? 2_000 : 4_000)))),
    location: maybe(fc.oneof(text, fc.constant("x".repeat(creatable ? 1_000 : 5_000)))),
    colorId: maybe(fc.constantFrom("1", "11", ...creatable ? [] : ["24", "custom"])),
    visibility: maybe(fc.constantFrom("default", "public", "private", "confidential")),
    transparency: maybe(fc.constantFrom("opaque", "transparent")),
    status: maybe(fc.constantFrom("confirmed", "tentative")),
    reminders: maybe(reminders(limits)),
    attendees: maybe(guests()),
    extendedProperties: maybe(
      fc.constant({ private: { other: "1" }, shared: { another: "2" } }),
    ),
    guestsCanModify: maybe(fc.boolean()),
    source: maybe(fc.constant({ title: "Elsewhere", url: "https://elsewhere.example/" })),
  }).chain((event) =>
    fc.tuple(
      fc.constant(event),
      when.chain((times) =>
        maybe(recurrence(!!times.start?.date, limits)).map((lines) => ({
          ...times,
          // Nobody can say when a series without a zone goes on.
          ...lines && (times.start?.date || times.start?.timeZone) && { recurrence: lines },
        }))
      ),
      conference,
      creatable ? fc.constant(TYPES[0]) : fc.constantFrom(...TYPES),
      creatable ? fc.constant({}) : fc.constantFrom<Event>(
        {},
        {},
        { organizer: { email: "grace@example.com" } },
        { attendeesOmitted: true },
      ),
    )
  ).map((parts) =>
    // A key whose value is undefined is none.
    JSON.parse(JSON.stringify(Object.assign({}, ...parts))) as Event
  );
}
