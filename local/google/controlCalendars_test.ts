import { assertEquals, assertThrows } from "@std/assert";
import { type Google, startGoogle } from "./mod.ts";
import { ADA, client, GRACE, lecture, withGoogle } from "./testing.ts";
import { testingKey } from "./testingKey.ts";

const HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";

async function send(google: Google, method: string, path: string, body?: unknown) {
  const response = await fetch(`${google.url}/emulator/${path}`, {
    method,
    ...(body === undefined ? {} : {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : null };
}

Deno.test(
  "another process makes, shares, changes and deletes calendars",
  withGoogle(async (google) => {
    const calendar = { email: GRACE, summary: "Team", time_zone: "Asia/Tokyo", color_id: "2" };
    const { json: { id } } = await send(google, "POST", "calendars", calendar);
    const share = { calendar_id: id, email: ADA, role: "reader" };
    assertEquals((await send(google, "POST", "calendars/share", share)).status, 204);
    const change = { email: ADA, calendar_id: id, hidden: true, summary_override: "Hers" };
    assertEquals((await send(google, "PATCH", "calendars", change)).status, 204);

    const { json } = await send(google, "GET", `calendars?email=${ADA}`);
    assertEquals(json, google.calendars(ADA));
    const { accessRole, hidden, summaryOverride, timeZone, colorId } = json[1];
    assertEquals([accessRole, hidden, summaryOverride, timeZone, colorId], [
      ...["reader", true, "Hers", "Asia/Tokyo", "8"],
    ]);
    assertEquals(google.calendars(GRACE)[1]?.colorId, "2");
    google.plant(GRACE, lecture, id);
    const query = `events?email=${ADA}&calendar_id=${encodeURIComponent(id)}`;
    assertEquals((await send(google, "GET", query)).json.length, 1);

    const removed = await send(google, "DELETE", "calendars", { calendar_id: id });
    assertEquals([removed.status, google.calendars(ADA)[1]?.deleted], [204, true]);
    await send(google, "POST", "calendars", { email: ADA, id: HOLIDAYS, summary: "Holidays" });
    assertEquals(google.calendars(ADA)[2]?.accessRole, "reader");
  }),
);

Deno.test(
  "control refuses calendars, roles and settings that cannot be",
  withGoogle(async (google) => {
    const taken = google.addCalendar(GRACE, "Team");
    google.addCalendar(ADA, { id: HOLIDAYS, summary: "Holidays" });
    const made = { email: ADA, summary: "New" };
    const entry = { email: ADA, calendar_id: taken, hidden: true };
    const refused: [method: string, path: string, body: unknown, status: number][] = [
      ["POST", "", { ...made, email: "nobody@example.com" }, 404],
      ["POST", "", { email: ADA }, 400],
      ["POST", "", { ...made, id: "team@example.com" }, 400],
      ["POST", "", { ...made, id: taken }, 400],
      ["POST", "", { ...made, time_zone: "Mars/Base" }, 400],
      ["POST", "", { ...made, color_id: "25" }, 400],
      ["POST", "", { ...made, typo: true }, 400],
      ["POST", "/share", { calendar_id: taken, email: ADA, role: "boss" }, 400],
      ["POST", "/share", { calendar_id: "nowhere", email: ADA, role: "reader" }, 400],
      ["POST", "/share", { calendar_id: taken, email: GRACE, role: "reader" }, 400],
      ["POST", "/share", { calendar_id: HOLIDAYS, email: GRACE, role: "writer" }, 400],
      ["PATCH", "", entry, 400],
      ["PATCH", "", { email: ADA, calendar_id: "primary", deleted: true }, 400],
      ["DELETE", "", { calendar_id: ADA }, 400],
      ["DELETE", "", { calendar_id: HOLIDAYS }, 400],
    ];
    const before = [google.calendars(ADA), google.calendars(GRACE)];
    for (const [method, path, body, status] of refused) {
      const answer = await send(google, method, `calendars${path}`, body);
      assertEquals(answer.status, status, `${method} ${path} ${JSON.stringify(body)}`);
    }
    assertEquals((await send(google, "GET", "calendars?email=nobody")).status, 404);
    assertEquals([google.calendars(ADA), google.calendars(GRACE)], before);
    assertThrows(() => google.addCalendar(ADA, { summary: "New", color_id: "0" }), Error, "colour");
  }),
);

Deno.test("calendars, roles and settings survive a restart", async () => {
  const folder = await Deno.makeTempDir();
  const options = { clients: [client], statePath: `${folder}/google.json`, signingKey: testingKey };
  const first = await startGoogle(options);
  const id = first.addCalendar(GRACE, "Team");
  first.shareCalendar(id, ADA, "freeBusyReader");
  first.changeCalendarEntry(ADA, id, { selected: false, summary_override: "Hers" });
  const before = first.calendars(ADA);
  await first.close();
  const second = await startGoogle(options);
  assertEquals(second.calendars(ADA), before);
  await second.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test(
  "the person's page shows each calendar with the role, and hides what the role hides",
  withGoogle(async (google) => {
    const id = google.addCalendar(GRACE, "Team");
    google.shareCalendar(id, ADA, "freeBusyReader");
    const event = google.plant(GRACE, { ...lecture, summary: "Secret" }, id);
    const pageOf = async (email: string) =>
      (await fetch(`${google.url}/calendar/u/${email}`)).text();
    const [ada, grace] = [await pageOf(ADA), await pageOf(GRACE)];
    assertEquals([ada, grace].map((page) => page.includes("Secret")), [false, true]);
    assertEquals(/Team <span[^>]*>freeBusyReader</.test(ada), true);
    assertEquals(google.events(GRACE, id)[0]?.id, event);
  }),
);
