import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Google } from "../mod.ts";
import { watch, withReceiver } from "../push/steps.ts";
import { ADA, GRACE, withGoogle } from "../testing.ts";

/** Submits a form. Returns the status and the page that follows. */
async function submit(
  google: Google,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${google.url}/calendar/${path}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  await response.body?.cancel();
  return { status: response.status, location: response.headers.get("location") ?? "" };
}

const textOf = async (address: string) => (await fetch(address)).text();
const eidOf = (google: Google, title: string): string => {
  const event = google.events(ADA).find(({ summary }) => summary === title);
  return new URL(event!.htmlLink!).searchParams.get("eid")!;
};

const DENTIST = {
  email: ADA,
  calendar: ADA,
  title: "Dentist",
  start: "2027-07-15T09:00",
  end: "2027-07-15T10:30",
};

Deno.test(
  "a person adds, moves, retitles and deletes an event by hand",
  withGoogle(async (google) => {
    const added = await submit(google, "add", DENTIST);
    assertEquals([added.status, added.location], [303, `/calendar/u/${ADA}`]);
    const list = await textOf(`${google.url}/calendar/u/${ADA}`);
    assertStringIncludes(list, "Dentist");
    assertStringIncludes(list, 'action="/calendar/add"');
    const [event] = google.events(ADA);
    // London is an hour ahead in July.
    assertEquals(new Date(event!.start!.dateTime!).toISOString(), "2027-07-15T08:00:00.000Z");

    const eid = eidOf(google, "Dentist");
    assertStringIncludes(await textOf(event!.htmlLink!), 'value="2027-07-15T09:00"');
    const { status } = await submit(google, "change", {
      ...{ eid, title: "Dentist, moved" },
      ...{ start: "2027-07-16T09:00", end: "2027-07-16T10:00" },
    });
    assertEquals(status, 303);
    const [moved] = google.events(ADA);
    assertEquals([moved!.summary, moved!.start!.dateTime], [
      "Dentist, moved",
      "2027-07-16T09:00:00+01:00",
    ]);
    assertEquals((await submit(google, "remove", { eid })).status, 303);
    assertEquals(google.events(ADA), []);
  }),
);

Deno.test(
  "a person adds whole days and a series, and changes one occurrence",
  withGoogle(async (google) => {
    await submit(google, "add", { ...DENTIST, title: "Trip", days: "yes" });
    const [trip] = google.events(ADA);
    assertEquals([trip!.start, trip!.end], [{ date: "2027-07-15" }, { date: "2027-07-16" }]);
    await submit(google, "add", { ...DENTIST, title: "Standup", repeats: "DAILY" });
    const series = google.events(ADA).find(({ summary }) => summary === "Standup")!;
    const text = await textOf(series.htmlLink!);
    assertStringIncludes(text, "Next occurrences");
    assertStringIncludes(text, "Delete all occurrences");
    const links = [...text.matchAll(/href="[^"]*eid=([\w-]+)"/g)].map(([, eid]) => eid!);
    assertEquals(links.length, 10);
    await submit(google, "remove", { eid: links[1]! });
    await submit(google, "change", {
      ...{ eid: links[2]!, title: "Late standup" },
      ...{ start: "2027-07-17T11:00", end: "2027-07-17T12:00" },
    });
    const rows = google.expected(ADA, "primary", "2027-07-15T00:00:00Z", "2027-07-19T00:00:00Z");
    assertEquals(
      rows.filter(({ series_id }) => series_id).map((
        { summary, starts_at },
      ) => [summary, starts_at]),
      [
        ["Standup", "2027-07-15T08:00:00.000Z"],
        ["Late standup", "2027-07-17T10:00:00.000Z"],
        ["Standup", "2027-07-18T08:00:00.000Z"],
      ],
    );
  }),
);

Deno.test(
  "a refused event, a calendar to read and another site's form change nothing",
  withGoogle(async (google) => {
    const backwards = { ...DENTIST, end: "2027-07-15T08:00" };
    assertEquals((await submit(google, "add", backwards)).status, 400);
    assertEquals((await submit(google, "add", { ...DENTIST, end: "x" })).status, 400);
    assertEquals((await submit(google, "add", { ...DENTIST, end: "x", days: "yes" })).status, 400);
    assertEquals((await submit(google, "add", { ...DENTIST, email: GRACE })).status, 404);
    google.shareCalendar(ADA, GRACE, "reader");
    assertEquals((await submit(google, "add", { ...DENTIST, email: GRACE })).status, 400);
    assertEquals((await submit(google, "remove", { eid: "never" })).status, 404);
    const origin = { origin: "https://elsewhere.example" };
    assertEquals((await submit(google, "add", DENTIST, origin)).status, 403);
    assertEquals(google.events(ADA), []);
    const list = await textOf(`${google.url}/calendar/u/${GRACE}`);
    assertEquals(list.match(/action="\/calendar\/add"/g)?.length, 1);
    assert(!list.includes(`value="${ADA}"`));
  }),
);

Deno.test(
  "the overview shows channels and their messages",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    assertStringIncludes(await textOf(`${google.url}/`), "Nobody watches a calendar");
    await watch(ground, ada, { address: "https://ref.supabase.co/functions/v1/calendar-push" });
    await google.pushes.settle();
    const text = await textOf(`${google.url}/`);
    assertStringIncludes(text, "https://ref.supabase.co/functions/v1/calendar-push");
    assertStringIncludes(text, "no answer");
  }),
);
