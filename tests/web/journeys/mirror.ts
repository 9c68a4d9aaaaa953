/**
 * The calendar page of a person whose calendar is mirrored: what it reads, what it hears of, and what it says.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { figure } from "../../support/figures.ts";
import { secretsOf } from "../../support/startedStack.ts";
import type { Visitor } from "../../support/visitor.ts";
import { look } from "../accessibility.ts";
import { observeShifts, shiftsOf } from "../layoutShift.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt, until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();
/** Milliseconds from a change at Google until it is on the screen. */
const SOON = 3_000;
/** A "good" page may have 0.1. */
const MOST_SHIFT = 0.05;

type Planted = Record<string, unknown> & { id: string };

/** Puts the event into Ada's calendar at Google, or in the place of the one that has the id. */
async function atGoogle(setup: Setup, event: Planted) {
  await setup.google("plant", { email: ADA, event });
}

function lesson(id: string, summary: string, day: string, hour: number) {
  const at = (hour: number) => ({
    dateTime: `${day}T${String(hour).padStart(2, "0")}:00:00`,
    timeZone: "Europe/Berlin",
  });
  return { id, summary, start: at(hour), end: at(hour + 1) };
}

/** The functions that the page calls from now on, with the calendar that a request names. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.startsWith("/functions/v1/") && request.method() !== "OPTIONS") {
      const calendar = searchParams.get("calendar_id") ?? "primary";
      calls.push(`${request.method()} ${pathname.split("/")[3]} ${calendar}`);
    }
  });
  return calls;
}

/** Those that ask Google for the mirrored calendar's events. The others are not mirrored. */
const eventCalls = (calls: string[]) =>
  calls.filter((call) => call === "GET calendar-events primary");

const event = (page: Page, name: RegExp) =>
  page.locator(".calendar-grid").getByRole("button", { name });

const publishableKeyOf = async ({ stack }: Setup) => (await secretsOf(stack)).keys.publishableKey;

/** What a person's own session reads of a table of the mirror. */
async function rowsOf(setup: Setup, visitor: Visitor, table: string) {
  const { access_token } = await visitor.session();
  const response = await fetch(`${setup.stack.apiUrl}/rest/v1/${table}?select=*`, {
    headers: { apikey: await publishableKeyOf(setup), authorization: `Bearer ${access_token}` },
  });
  assertEquals(response.status, 200);
  return await response.json() as Record<string, unknown>[];
}

const isLive = (setup: Setup, visitor: Visitor) =>
  until(async () => {
    const rows = await rowsOf(setup, visitor, "google_calendars");
    return rows.length > 0 && rows.every(({ status }) => status === "live");
  });

/** The switch in the list starts the mirror; while it loads, the page says so and asks Google as before. */
export async function switchedOn(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await atGoogle(setup, lesson("before", "Before the mirror", DAYS[1], 9));
  await openNextWeek(ada);
  await event(page, /Before the mirror/).waitFor();
  await page.locator(".calendar-list summary").click();
  const own = page.getByRole("switch", { name: `Keep ${ADA} up to date` });
  await own.waitFor();
  assertEquals(await own.isChecked(), false);
  assertEquals(await page.getByRole("switch").count(), 4, "one for each calendar");
  await setup.shoot(ada, "mirror-switches");
  // The first sync takes as long as the person needs to look.
  await setup.google("fail", { endpoint: "events.list", fault: { delay_ms: 6_000 }, times: 1 });
  await own.click();
  await page.getByText(`Being read for the first time: ${ADA}.`, { exact: false }).waitFor();
  await setup.shoot(ada, "mirror-loading");
  await event(page, /Before the mirror/).waitFor();
  await isLive(setup, ada);
  await page.getByText("Being read for the first time").waitFor({ state: "hidden" });
  assert(await own.isChecked());
}

/** New, renamed, moved and deleted at Google: each is on the open page within seconds, and the page asks nobody. */
export async function changesAppear(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await event(page, /Before the mirror/).waitFor();
  const calls = callsOf(page);
  const took: number[] = [];
  const within = async (change: Planted, seen: () => Promise<unknown>) => {
    // What Google tells within two seconds is put together, which is not what is looked at here.
    await page.waitForTimeout(2_500);
    const began = performance.now();
    await atGoogle(setup, change);
    await seen();
    took.push(Math.round(performance.now() - began));
  };
  await within(
    lesson("live", "Live lesson", DAYS[2], 10),
    () => event(page, /^10:00.*Live lesson/).waitFor(),
  );
  await within(
    lesson("live", "Livelier lesson", DAYS[2], 10),
    () => event(page, /Livelier lesson/).waitFor(),
  );
  await within(
    lesson("live", "Livelier lesson", DAYS[3], 14),
    () => event(page, /^14:00.*Livelier lesson/).waitFor(),
  );
  await setup.shoot(ada, "mirror-moved");
  await within(
    { ...lesson("live", "Livelier lesson", DAYS[3], 14), status: "cancelled" },
    () => event(page, /Livelier lesson/).waitFor({ state: "detached" }),
  );
  figure(`A change at Google is on the open page after ${took.join(", ")} ms`);
  assert(took.every((time) => time < SOON), took.join());
  assertEquals(eventCalls(calls), [], "the page asked for nothing");
}

/** Other weeks come from the table, also those that nobody prefetched. */
export async function otherWeeks(setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  const later = new Date(Date.parse(DAYS[2]) + 28 * 86_400_000).toISOString().slice(0, 10);
  await atGoogle(setup, lesson("later", "In a month", later, 11));
  const calls = callsOf(page);
  await open(`/calendar?view=week&date=${DAYS[2]}`);
  await event(page, /Before the mirror/).waitFor();
  for (let week = 0; week < 4; week++) {
    await page.getByRole("button", { name: "Next week" }).click();
  }
  await event(page, /In a month/).waitFor();
  assertEquals(eventCalls(calls), []);
  // Beyond the mirrored time Google is asked, as without a mirror.
  const far = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  await atGoogle(setup, lesson("far", "Far away", far, 12));
  await open(`/calendar?view=day&date=${far}`);
  await event(page, /Far away/).waitFor();
  assert(eventCalls(calls).length > 0);
}

/** An event opens at once as the row has it, and then with what only Google has. */
export async function opened(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await atGoogle(setup, {
    ...lesson("reminded", "With a reminder", DAYS[4], 15),
    reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 25 }] },
  });
  await openNextWeek(ada);
  await event(page, /With a reminder/).waitFor();
  await setup.google("fail", { endpoint: "events.get", fault: { delay_ms: 2_000 }, times: 1 });
  await event(page, /With a reminder/).click();
  const dialog = page.getByRole("dialog", { name: "With a reminder" });
  await dialog.waitFor();
  assertEquals(await dialog.getByText("25 minutes").count(), 0, "Google has not answered yet");
  await dialog.getByText("25 minutes").waitFor();
  await dialog.getByRole("button", { name: "Edit", exact: true }).click();
  const editor = page.getByRole("dialog", { name: "Edit event" });
  await editor.getByLabel("Title").fill("With a reminder, renamed");
  await editor.getByRole("button", { name: "Save" }).click();
  await page.getByText("“With a reminder, renamed” was saved.").waitFor();
  const stored = await setup.event(ADA, "With a reminder, renamed") as unknown as {
    reminders: { overrides: { minutes: number }[] };
  };
  assertEquals(stored.reminders.overrides[0]!.minutes, 25);
}

/** What the person does shows at once, is in the table, and stays on the screen. */
export async function ownWrites(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await atGoogle(setup, lesson("own", "To be moved", DAYS[0], 9));
  await openNextWeek(ada);
  await event(page, /To be moved/).waitFor();
  await drag(page, await pointAt(page, DAYS[0], "09:15"), await pointAt(page, DAYS[0], "12:15"));
  await event(page, /^12:00.*To be moved/).waitFor();
  await page.getByText("“To be moved” was moved.").waitFor();
  const stored = new Date((await setup.event(ADA, "To be moved")).start.dateTime!).getTime();
  await until(async () => {
    const rows = await rowsOf(setup, ada, "google_events");
    const row = rows.find(({ id }) => id === "own");
    return new Date(row!.starts_at as string).getTime() === stored;
  });
  await event(page, /^12:00.*To be moved/).click();
  await page.getByRole("dialog", { name: "To be moved" }).getByRole("button", { name: "Delete" })
    .click();
  await event(page, /To be moved/).waitFor({ state: "detached" });
  await page.getByText("“To be moved” was deleted.").waitFor();
  const seen: number[] = [];
  for (let look = 0; look < 10; look++) {
    seen.push(await event(page, /To be moved/).count());
    await page.waitForTimeout(150);
  }
  assertEquals(new Set(seen), new Set([0]), "it does not come back");
}

/** Nobody else reads anything of it, or sees it. */
export async function nobodyElse(setup: Setup, _ada: Visitor) {
  const grace = await setup.visitor({ viewport: { width: 1280, height: 1000 } });
  await grace.connected("Grace");
  await openNextWeek(grace);
  assertEquals(await event(grace.page, /Before the mirror/).count(), 0);
  for (const table of ["google_calendars", "google_events", "google_series"]) {
    assertEquals(await rowsOf(setup, grace, table), [], table);
  }
  await grace.close();
}

const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }] as const;

/** A copy that is not current is said to be so, in one quiet line, and the calendar works on. */
export async function notCurrent(setup: Setup, ada: Visitor) {
  const storageState = await ada.context.storageState();
  for (
    const [status, text] of [
      ["paused", `Not kept up to date at the moment: ${ADA}.`],
      ["failed", `Cannot be kept up to date: ${ADA}.`],
      ["stale", `${ADA}. Google cannot be read at the moment.`],
      ["live", null],
    ] as const
  ) {
    const visitor = await setup.visitor({ viewport: SIZES[0], storageState });
    const { page, context } = visitor;
    // As the table would answer.
    await context.route("**/rest/v1/google_calendars*", async (route) => {
      const response = await route.fetch();
      const rows: object[] = await response.json();
      await route.fulfill({ response, json: rows.map((row) => ({ ...row, status })) });
    });
    await observeShifts(context);
    const calls = callsOf(page);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await visitor.open(`/calendar?view=week&date=${DAYS[2]}`);
      await event(page, /Before the mirror/).waitFor();
      if (text) await page.getByText(text, { exact: false }).waitFor();
      const { value, moved } = await shiftsOf(page);
      figure(`Layout shift, mirror ${status} ${size.width}: ${value.toFixed(3)}`);
      assert(value < MOST_SHIFT, moved.join("\n"));
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        assertEquals(await look(page, {}), [], `${status} ${size.width} ${colorScheme}`);
        await setup.shoot(visitor, `mirror-${status}-${size.width}-${colorScheme}`);
      }
    }
    const asksGoogle = status === "paused" || status === "failed";
    assertEquals(eventCalls(calls).length > 0, asksGoogle, status);
    await visitor.close();
  }
}

/** A grant that has ended: the rows stay in sight, also after a reload, with their age. */
export async function grantEnds(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await setup.google("revoke", { email: ADA });
  await ada.call("POST", "/calendar-mirror/users/me/refresh", {});
  await openNextWeek(ada);
  await until(async () => {
    const [row] = await rowsOf(setup, ada, "google_calendars");
    return row?.status === "stale";
  });
  await page.getByText("Google cannot be read at the moment.", { exact: false }).waitFor();
  await page.reload();
  await page.getByText("Google cannot be read at the moment.", { exact: false }).waitFor();
  await event(page, /Before the mirror/).waitFor();
  await setup.shoot(ada, "mirror-grant-ended");
  await page.getByRole("button", { name: "Reconnect Google Calendar" }).click();
  await ada.consent("Ada");
  await isLive(setup, ada);
  await openNextWeek(ada);
  await event(page, /Before the mirror/).waitFor();
  assertEquals(await page.getByText("Google cannot be read").count(), 0);
}

/** The switch ends the mirror: the rows go, and Google is asked again. */
export async function switchedOff(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await page.locator(".calendar-list summary").click();
  const calls = callsOf(page);
  const own = page.getByRole("switch", { name: `Keep ${ADA} up to date` });
  await own.click();
  await until(async () => (await rowsOf(setup, ada, "google_calendars")).length === 0);
  await until(() => Promise.resolve(eventCalls(calls).length > 0));
  await event(page, /Before the mirror/).waitFor();
  assertEquals(await own.isChecked(), false);
}
