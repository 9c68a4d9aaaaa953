/**
 * What Google makes of recurrence lines where it differs from RFC 5545, or where the RFC is rarely
 * read.
 */
import { assertEquals } from "@std/assert";
import { api, connect, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
const BERLIN = "Europe/Berlin";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;

const timed = (start: string, recurrence: string[], timeZone = BERLIN) => ({
  start: { dateTime: start, timeZone },
  end: {
    dateTime: Temporal.PlainDateTime.from(start).add({ hours: 1 }).toString(),
    timeZone,
  },
  recurrence,
});
const days = (date: string, recurrence: string[]) => ({
  start: { date },
  end: { date: Temporal.PlainDate.from(date).add({ days: 1 }).toString() },
  recurrence,
});

const taken: [what: string, series: object, starts: string[]][] = [
  [
    "of dates alone has its start and these",
    timed("2027-01-04T09:00:00", [`RDATE;TZID=${BERLIN}:20270106T090000,20270105T100000`]),
    ["2027-01-04T08:00:00Z", "2027-01-05T09:00:00Z", "2027-01-06T08:00:00Z"],
  ],
  [
    "with dates in UTC, in another zone, on its own clock, and as a date",
    timed("2027-01-04T09:00:00", [
      "RDATE:20270105T080000Z",
      "RDATE;TZID=America/New_York:20270106T030000",
      "RDATE:20270107T090000",
      "RDATE;VALUE=DATE:20270108",
    ]),
    [4, 5, 6, 7, 8].map((day) => `2027-01-0${day}T08:00:00Z`),
  ],
  [
    "with periods begins where they begin",
    timed("2027-01-04T09:00:00", [
      "RDATE;VALUE=PERIOD:20270105T080000Z/PT2H,20270106T080000Z/20270106T090000Z",
    ]),
    [4, 5, 6].map((day) => `2027-01-0${day}T08:00:00Z`),
  ],
  [
    "of whole days takes dates, and cuts times to dates",
    days("2027-01-04", ["RDATE;VALUE=DATE:20270106", "RDATE:20270108T120000Z"]),
    ["2027-01-04", "2027-01-06", "2027-01-08"],
  ],
  [
    "of whole days takes an UNTIL with a time as its date",
    days("2027-01-04", ["RRULE:FREQ=DAILY;UNTIL=20270106T000000Z"]),
    ["2027-01-04", "2027-01-05", "2027-01-06"],
  ],
  [
    "of whole days leaves out dates and times",
    days("2027-01-04", [
      "RRULE:FREQ=DAILY;COUNT=4",
      "EXDATE;VALUE=DATE:20270105",
      "EXDATE:20270107T000000Z",
    ]),
    ["2027-01-04", "2027-01-06"],
  ],
  [
    "leaves out what another rule contains",
    timed("2027-01-04T09:00:00", [
      "RRULE:FREQ=DAILY;COUNT=6",
      "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2",
    ]),
    [5, 7, 8, 9].map((day) => `2027-01-0${day}T08:00:00Z`),
  ],
  [
    "has an occurrence an hour later in the night when the clocks go forward",
    timed("2027-03-27T02:30:00", ["RRULE:FREQ=DAILY;COUNT=3"]),
    ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"],
  ],
  [
    "has the first of two times in the night when the clocks go back",
    timed("2027-10-30T02:30:00", ["RRULE:FREQ=DAILY;COUNT=3"]),
    ["2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"],
  ],
  [
    "has its start beside its rule, and does not count it",
    timed("2027-01-05T09:00:00", ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"]),
    ["2027-01-05T08:00:00Z", "2027-01-11T08:00:00Z", "2027-01-18T08:00:00Z"],
  ],
  [
    "has its start once where its rule contains it",
    timed("2027-01-04T09:00:00", ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"]),
    ["2027-01-04T08:00:00Z", "2027-01-11T08:00:00Z"],
  ],
  [
    "can leave out its start",
    timed("2027-01-04T09:00:00", [
      "RRULE:FREQ=DAILY;COUNT=2",
      `EXDATE;TZID=${BERLIN}:20270104T090000`,
    ]),
    ["2027-01-05T08:00:00Z"],
  ],
  [
    "has no date after the UNTIL of its rule, and those before it",
    timed("2027-01-04T09:00:00", [
      "RRULE:FREQ=DAILY;UNTIL=20270105T080000Z",
      "RDATE:20270104T120000Z,20270109T080000Z",
    ]),
    ["2027-01-04T08:00:00Z", "2027-01-04T12:00:00Z", "2027-01-05T08:00:00Z"],
  ],
  [
    "has dates after the last of COUNT",
    timed("2027-01-04T09:00:00", ["RRULE:FREQ=DAILY;COUNT=1", "RDATE:20270109T080000Z"]),
    ["2027-01-04T08:00:00Z", "2027-01-09T08:00:00Z"],
  ],
  [
    "has the times of all its rules, each once",
    timed("2027-01-04T09:00:00", [
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3",
      "RRULE:FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20270108T235959Z",
    ]),
    [4, 6, 8, 11].map((day) => `2027-01-${String(day).padStart(2, "0")}T08:00:00Z`),
  ],
  [
    "ends with the moment of UNTIL, in its own zone or in UTC",
    timed("2027-01-04T09:00:00", [
      "RRULE:FREQ=DAILY;UNTIL=20270105T080000Z",
      "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20270106T090000",
    ]),
    [4, 5, 6].map((day) => `2027-01-0${day}T08:00:00Z`),
  ],
  [
    "with a rule that never comes has its start",
    timed("2027-01-04T09:00:00", ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]),
    ["2027-01-04T08:00:00Z"],
  ],
];
for (const [what, series, starts] of taken) {
  Deno.test(
    `a series ${what}`,
    withGoogle(async (google) => {
      const { access_token } = await connect(google);
      const { status, json } = await api(google, access_token, "POST", PATH, { body: series });
      assertEquals([status, json.recurrence], [200, (series as Json).recurrence]);
      const found = await api(google, access_token, "GET", `${PATH}/${json.id}/instances`);
      const at = ({ date, dateTime }: Json) =>
        date ?? new Date(dateTime).toISOString().replace(".000", "");
      assertEquals(found.json.items.map(({ start }: Json) => at(start)), starts);
      for (const { id, originalStartTime } of found.json.items) {
        const one = await api(google, access_token, "GET", `${PATH}/${id}`);
        assertEquals([one.status, one.json.originalStartTime], [200, originalStartTime], id);
      }
    }),
  );
}

const refused: [what: string, recurrence: string[]][] = [
  ["of left out dates alone", ["EXDATE:20270105T080000Z"]],
  ["with an invalid date", ["RDATE:20270230T080000Z"]],
  ["with a date in an unknown zone", ["RDATE;TZID=Mars/Base:20270105T080000"]],
  ["with words for a date", ["RDATE:tomorrow"]],
  ["with an invalid UNTIL", ["RRULE:FREQ=DAILY;UNTIL=20271301T000000Z"]],
  ["without a frequency", ["RRULE:COUNT=2"]],
  ["of no occurrence", ["RRULE:FREQ=DAILY;COUNT=0"]],
  ["with an interval of nothing", ["RRULE:FREQ=DAILY;INTERVAL=0"]],
  ["with an invalid second rule", ["RRULE:FREQ=DAILY", "RRULE:FREQ=SOMETIMES"]],
  ["with an invalid EXRULE", ["RRULE:FREQ=DAILY", "EXRULE:FREQ=SOMETIMES"]],
];
for (const [what, recurrence] of refused) {
  Deno.test(
    `insert refuses a series ${what}`,
    withGoogle(async (google) => {
      const { access_token } = await connect(google);
      const body = timed("2027-01-04T09:00:00", recurrence);
      const { status, json } = await api(google, access_token, "POST", PATH, { body });
      assertEquals([status, reasonOf(json)], [400, "invalid"]);
    }),
  );
}
