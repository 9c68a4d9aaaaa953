/** `deno task verify:google`, with the emulator in Google's place, and with one that behaves otherwise. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Google } from "../../local/google/mod.ts";
import { emulatorSide } from "../../tasks/verifyGoogle/emulatorSide.ts";
import { askAll, differences, QUESTIONS, reportOf } from "../../tasks/verifyGoogle/report.ts";

Deno.test("verify:google asks everything, and writes a dated report", async () => {
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

Deno.test("what the emulator answers to each question is what the code believes of Google", async () => {
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

Deno.test("verify:google reports where the two differ", async () => {
  await using emulator = await emulatorSide();
  await using other = await emulatorSide((google) => {
    google.fail("events.patch", {
      times: Infinity,
      status: 400,
      body: { error: { errors: [{ reason: "odd" }] } },
    });
  });
  const [one, two] = [await askAll(emulator, () => {}), await askAll(other, () => {})];
  assertEquals(differences(one, two), [
    "If-Match with an old etag on a change",
    "If-Match with an old etag on a deletion",
    "If-Match with the current etag on a change",
  ]);
  const report = reportOf("2027-01-01", ["Google", two], ["Emulator", one]);
  assertStringIncludes(
    report,
    "| If-Match with the current etag on a change | `400 odd` | `200` |",
  );
});

Deno.test("verify:google does not count as a difference what one side was not asked", async () => {
  await using emulator = await emulatorSide();
  const all = await askAll(emulator, () => {});
  const alone = await askAll({ ...emulator, hasAttendee: false }, () => {});
  assertEquals(differences(all, alone), []);
  assertStringIncludes(
    reportOf("2027-01-01", ["Google", alone], ["Emulator", all]),
    "2 not asked of both",
  );
});
