import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Steps, withCalendar } from "./calendar/syncSteps.ts";
import { ADA, GRACE, withGoogle } from "./testing.ts";

const [FROM, UNTIL] = ["2027-01-10T00:00:00Z", "2027-02-10T00:00:00Z"];
const RESOURCE = "11111111-2222-4333-8444-555555555555";

Deno.test(
  "the oracle's row has every column of a single event",
  withCalendar(async (ada, google) => {
    const event = await ada.add("lecture", 15, {
      description: "Cards",
      location: "Hall 2",
      colorId: "7",
      visibility: "private",
      attendees: [{ email: ADA }, { email: GRACE, optional: true, displayName: "Grace" }],
      extendedProperties: { private: { supabase_resource_id: RESOURCE } },
    });
    assertEquals(google.expected(ADA, "primary", FROM, UNTIL), [{
      id: "lecture",
      series_id: null,
      original_start: null,
      ical_uid: "lecture@google.com",
      status: "confirmed",
      starts_at: "2027-01-15T09:00:00.000Z",
      ends_at: "2027-01-15T10:00:00.000Z",
      all_day: false,
      start_date: null,
      end_date: null,
      time_zone: "UTC",
      summary: "lecture",
      description: "Cards",
      location: "Hall 2",
      busy: true,
      response: "accepted",
      visibility: "private",
      event_type: "default",
      color_id: "7",
      organizer: ADA,
      attendees: [
        guest(ADA, { response_status: "accepted", self: true, organizer: true }),
        guest(GRACE, { optional: true, display_name: "Grace" }),
      ],
      meeting_url: null,
      html_link: event.htmlLink,
      resource_id: RESOURCE,
      etag: event.etag,
      created_at: event.created,
      updated_at: event.updated,
    }]);
    const [copy] = google.expected(GRACE, "primary", FROM, UNTIL);
    assertEquals([copy!.response, copy!.color_id, copy!.resource_id], ["needs_action", null, null]);
  }),
);

function guest(email: string, more: Record<string, unknown>) {
  return {
    email,
    optional: false,
    display_name: null,
    response_status: "needs_action",
    comment: null,
    self: false,
    organizer: false,
    resource: false,
    ...more,
  };
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

Deno.test(
  "the oracle has single events however late, and occurrences inside the window, and no series and nothing deleted",
  withCalendar(async (ada, google) => {
    await ada.add("before", 9);
    await ada.add("removed");
    await ada.remove("removed");
    google.plant(ADA, {
      id: "late11",
      start: { dateTime: "2030-01-01T09:00:00Z" },
      end: { dateTime: "2030-01-01T10:00:00Z" },
    });
    await ada.series("drill", 3, 9);
    await ada.remove("drill_20270110T090000Z");
    const edge = "2027-01-11T09:00:00Z";
    assertEquals(idsOf(google.expected(ADA, "primary", FROM, UNTIL)), [
      "drill_20270111T090000Z",
      "late11",
    ]);
    assertEquals(idsOf(google.expected(ADA, "primary", FROM, edge)), ["late11"]);
    const moved = {
      start: { dateTime: "2027-01-12T09:00:00Z" },
      end: { dateTime: "2027-01-12T10:00:00Z" },
    };
    await ada.patch("drill_20270109T090000Z", moved);
    const [row] = google.expected(ADA, "primary", FROM, UNTIL);
    assertEquals([row!.series_id, row!.original_start, row!.starts_at], [
      "drill",
      "2027-01-09T09:00:00.000Z",
      "2027-01-12T09:00:00.000Z",
    ]);
  }),
);

Deno.test(
  "the oracle puts whole days at midnight of the calendar's zone, and follows its change",
  withGoogle((google) => {
    const day = { start: { date: "2027-01-15" }, end: { date: "2027-01-16" } };
    google.plant(GRACE, { id: "holiday", ...day });
    const of = () => {
      const [row] = google.expected(GRACE, "primary", FROM, UNTIL);
      return [row!.starts_at, row!.ends_at, row!.all_day, row!.start_date, row!.time_zone];
    };
    const rest = [true, "2027-01-15", null];
    assertEquals(of(), ["2027-01-15T05:00:00.000Z", "2027-01-16T05:00:00.000Z", ...rest]);
    google.changeCalendar(GRACE, { time_zone: "Asia/Tokyo" });
    assertEquals(of(), ["2027-01-14T15:00:00.000Z", "2027-01-15T15:00:00.000Z", ...rest]);
    assertThrows(() => google.changeCalendar(GRACE, { time_zone: "Mars/Base" }), Error, "zone");
    return Promise.resolve();
  }),
);

Deno.test(
  "the oracle knows who is busy, who answered, and what a role shows",
  withCalendar(async (ada, google) => {
    await ada.add("invite", 15, { attendees: [{ email: GRACE, responseStatus: "declined" }] });
    await ada.add("rather", 16, { transparency: "transparent" });
    const busyOf = (email: string) =>
      google.expected(email, "primary", FROM, UNTIL).map(({ busy, response }) => [busy, response]);
    assertEquals(busyOf(ADA), [[true, null], [false, null]]);
    assertEquals(busyOf(GRACE), [[false, "declined"]]);
    google.shareCalendar(ADA, GRACE, "freeBusyReader");
    const [hidden] = google.expected(GRACE, ADA, FROM, UNTIL);
    assertEquals([hidden!.summary, hidden!.attendees, hidden!.visibility, hidden!.organizer], [
      null,
      null,
      "private",
      null,
    ]);
    assertThrows(() => google.expected("alan@example.com", ADA, FROM, UNTIL), Error, "not shared");
  }),
);

Deno.test(
  "the oracle has the series that have a row, with their rule",
  withCalendar(async (ada, google) => {
    await ada.series("past11", 2, 1);
    const { etag, updated } = await ada.series("drill", 3, 9);
    assertEquals(google.expectedSeries(ADA, "primary", FROM, UNTIL), [{
      id: "drill",
      recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
      summary: "drill",
      starts_at: "2027-01-09T09:00:00.000Z",
      all_day: false,
      start_date: null,
      time_zone: "UTC",
      etag,
      updated_at: updated,
    }]);
    await ada.remove("drill");
    assertEquals(google.expectedSeries(ADA, "primary", FROM, UNTIL), []);
    assertEquals(google.expected(ADA, "primary", FROM, UNTIL), []);
  }),
);

Deno.test(
  "the oracle agrees with what the API lists, and answers another process",
  withCalendar(async (ada, google) => {
    await agreement(ada);
    const query = new URLSearchParams({ email: ADA, from: FROM, until: UNTIL });
    const answer = await fetch(`${google.url}/emulator/expected?${query}`);
    const { events, series } = await answer.json();
    assertEquals(events, google.expected(ADA, "primary", FROM, UNTIL));
    assertEquals(idsOf(series), ["drill"]);
    const { items } = await ada.all({ singleEvents: true, timeMin: FROM, timeMax: UNTIL });
    assertEquals(idsOf(events), idsOf(items).sort());
    for (const item of items) {
      const row = events.find(({ id }: { id: string }) => id === item.id);
      assertEquals(
        [row.etag, row.updated_at, row.html_link, row.summary, row.series_id ?? undefined],
        [item.etag, item.updated, item.htmlLink, item.summary, item.recurringEventId],
      );
    }
    const bad = await fetch(`${google.url}/emulator/expected?email=${ADA}&from=x`);
    await bad.body?.cancel();
    assertEquals(bad.status, 400);
    assert(items.length > 5);
  }),
);

async function agreement(ada: Steps) {
  await ada.series("drill", 8, 12);
  await ada.patch("drill_20270114T090000Z", { summary: "Other" });
  await ada.remove("drill_20270115T090000Z");
  await ada.add("single");
}
