/** `deno task verify:google`, with the emulator in Google's place, and with one that behaves otherwise. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Google } from "../../local/google/mod.ts";
import { emulatorSide } from "../../tasks/verifyGoogle/emulatorSide.ts";
import { askAll, differences, QUESTIONS, reportOf } from "../../tasks/verifyGoogle/report.ts";

Deno.test("verify:google asks every question, and writes a dated report", async () => {
  const folder = await Deno.makeTempDir({ prefix: "verify-" });
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", "tasks/verifyGoogle.ts", "--emulator-only"],
      `--report=${folder}/report.md`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const report = await Deno.readTextFile(`${folder}/report.md`);
  await Deno.remove(folder, { recursive: true });
  assertEquals(code, 0);
  assertStringIncludes(new TextDecoder().decode(stdout), "0 differences.");
  assertMatch(report, /^# Emulator and Emulator, \d{4}-\d\d-\d\d\n/);
  assertStringIncludes(report, `${QUESTIONS.length} questions: ${QUESTIONS.length} answered alike`);
  assertStringIncludes(
    report,
    "| an id that is taken, after its event was deleted | `409 duplicate` | `409 duplicate` |",
  );
});

Deno.test("the emulator answers each question as the code expects of Google", async () => {
  let google: Google | undefined;
  await using side = await emulatorSide((started) => google = started);
  const answers = await askAll(side, () => {});
  // What it made, it takes away.
  assertEquals(google!.events("ada@example.com"), []);
  const believed: Record<string, string> = {
    "a code that was used before": "400 invalid_grant",
    "a code that never was": "400 invalid_grant",
    "a code that never was, with a wrong client secret": "401 invalid_client",
    "a refresh token that never was": "400 invalid_grant",
    "an id that is taken": "409 duplicate",
    "an id that is taken, after its event was deleted": "409 duplicate",
    "deleting a deleted event": "410 deleted",
    "If-Match with an old etag on a change": "412 conditionNotMet",
    "If-Match with an old etag on a deletion": "412 conditionNotMet",
    "If-Match with the current etag on a change": "200",
    "an attendee's copy by the organizer's id": "200 organizer.self=false creator.self=false",
    "an attendee's own event with the id of an invitation": "409 duplicate",
    "an access token that never was": "401 authError",
    "an event that never was": "404 notFound",
    "a calendar that never was": "404 notFound",
    "an event that ends before it starts": "400 timeRangeEmpty",
    "an event without an end": "400 required",
    "free/busy of a calendar that never was": "200 notFound",
    "a series of dates alone": "200 0T09:00 2T09:00",
    "a series with COUNT=0": "400 invalid",
    "a series with a left out rule": "200 1T09:00 3T09:00",
    "a series with two rules": "200 0T09:00 2T09:00 7T09:00 9T09:00",
    "a start that its rule does not contain": "200 0T09:00 2T09:00 9T09:00",
    "a date after the end of its rule": "200 0T09:00 1T09:00",
    "a period among the dates": "200 0T09:00 2T09:00",
    "an end that is a date, in a series with times": "200 0T09:00 1T09:00 2T09:00",
    "an end with a time, in a series of whole days": "200 0 1 2",
    "an occurrence at a time that the clocks skip": "200 0T02:30 1T03:30 2T02:30",
    "a removed occurrence in a list of whole series":
      "cancelled etag id kind originalStartTime recurringEventId status",
    "a description of 8192 characters": "200 8192",
    "a description of 8193 characters": "400 invalid",
    "a summary of 1025 characters": "400 invalid",
    "a location of 1025 characters": "400 invalid",
    "a property of 1,025 characters": "200 1 1024",
    "301 properties": "400 invalid",
    "properties of more than 32 kB": "400 invalid",
    "201 guests": "400 invalid",
    "a source that is a script": "400 invalid",
    "an event whose end is its start": "400 timeRangeEmpty",
    "a zone in small letters": "400 invalid",
    "a change that makes the end the start": "400 timeRangeEmpty",
    "default reminders beside stored ones": "400 cannotUseDefaultRemindersAndSpecifyOverride",
    "default reminders in place of stored ones": '200 {"useDefault":true}',
    "a list with timeMin=2030-01-01T00:00Z": "400 badRequest timeMin parameter",
    "a list with fields=titel": "400 invalidParameter fields parameter",
    "a guest written without their answer": "needsAction no comment, 0 more",
    "a list of the organizer's with attendeesOmitted": "200 1 accepted By train, 2 more",
    "two guests where one is asked for": "0 attendeesOmitted=true",
    "an answer with attendeesOmitted and without the stored comment":
      "200 3 accepted no comment, 0 more",
    "a guest who changes the title": "403 forbiddenForNonOrganizer",
    "a guest who sends the title as it is": "200",
    "focus time": "200 focusTime",
    "an event from an e-mail": "400 eventTypeRestriction",
    "another type for an event": "400 eventTypeRestriction",
    "one id in two calendars of one account": "200 creator.self=false",
    "the calendar by an old address of the account": "200",
    "a list with timeMin, and whether it ends in a sync token": "200 token",
    "a list in another order, and whether it ends in a sync token": "200 none",
    "a series that began before timeMin and runs on": "series confirmed",
    "a series whose occurrences after timeMin are all deleted, in the list and by instances":
      "listed true; 0, 2, after it 0",
    "events before and after the timeMin of the list, in the delta": "before true, after true",
    "a deleted event in the delta": "cancelled etag id kind status",
    "a changed occurrence in the delta, and whether its series is too": "2 confirmed",
    "a deleted occurrence in the delta": "2 cancelled",
    "a restored occurrence in the delta": "2 confirmed",
    "a changed occurrence that gets its series' title again, in the delta": "2 confirmed",
    "a series that moves, with a changed occurrence, in the delta": "2 cancelled, series confirmed",
    "a deleted series with a changed occurrence, in the delta": "2 cancelled, series cancelled",
    "`updated` of an occurrence that gets its series' title again": "later",
    "a sync token with the fields of its list": "200 token",
    "a sync token with other fields than its list": "400 badRequest",
    "a sync token with timeMin": "400 badRequest",
    "a sync token without deleted entries": "400 badRequest",
    "the lifetime of a channel for which 30 days are asked": "200 7 days",
    "a channel to a function on supabase.co": "200",
    "a channel to an address without TLS": "400 push.webhookUrlNotHttps",
    "a channel of a holiday calendar": "400 pushNotSupportedForRequestedResource",
    "a channel with the id of another": "200 400 channelIdNotUnique",
    "two channels of one calendar, and whether they have one resource": "200 true",
    "stopping a channel twice": "204 404 notFound",
    "the messages of one change": "200 sync exists",
    "messages of a change after the channel was stopped": "0",
    "messages of a change after the grant was revoked": "1",
  };
  for (const [about, answer] of Object.entries(believed)) {
    assertEquals(answers.get(about), answer, about);
  }
  // No answer holds what was made for it.
  const text = [...answers.values()].join("\n");
  for (const hidden of [side.client.clientSecret, "ada@example.com", "grace@example.com"]) {
    assert(!text.includes(hidden), hidden);
  }
});

Deno.test("verify:google reports the differences", async () => {
  await using emulator = await emulatorSide();
  await using other = await emulatorSide((google) => {
    google.fail("events.patch", {
      times: Infinity,
      status: 400,
      body: { error: { errors: [{ reason: "odd" }] } },
    });
  });
  const [one, two] = [await askAll(emulator, () => {}), await askAll(other, () => {})];
  const differing = differences(one, two);
  assertEquals(differing.filter((about) => about.startsWith("If-Match")), [
    "If-Match with an old etag on a change",
    "If-Match with an old etag on a deletion",
    "If-Match with the current etag on a change",
  ]);
  // What needs no change is answered alike.
  assert(differing.length < QUESTIONS.length / 4, differing.join("\n"));
  const report = reportOf("2027-01-01", ["Google", two], ["Emulator", one]);
  assertStringIncludes(
    report,
    "| If-Match with the current etag on a change | `400 odd` | `200` |",
  );
});

Deno.test("verify:google does not count a question that one side was not asked as a difference", async () => {
  await using emulator = await emulatorSide();
  const all = await askAll(emulator, () => {});
  const alone = await askAll({
    ...emulator,
    hasAttendee: false,
    secondCalendar: undefined,
    oldAddress: undefined,
    pushes: undefined,
    supabaseAddress: undefined,
  }, () => {});
  assertEquals(differences(all, alone), []);
  assertStringIncludes(
    reportOf("2027-01-01", ["Google", alone], ["Emulator", all]),
    "9 not asked of both",
  );
});
