/**
 * The views of the calendar, the address, the keyboard, and the phone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/visitor.ts";
import { until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const place = (page: Page) => {
  const query = new URL(page.url()).searchParams;
  return [query.get("view"), query.get("date"), query.get("zone")];
};

const settled = (page: Page) => page.locator('.calendar-grid[aria-busy="false"]').waitFor();

/** Waits for the title of the visible days, such as "January 2027". */
const titled = (page: Page, title: string | RegExp) =>
  page.locator(".calendar-title").getByText(title).waitFor();

async function plant(ada: Visitor, summary: string, start: string, end: string) {
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary,
    start_datetime: start,
    end_datetime: end,
    time_zone: "Europe/Berlin",
  });
  assertEquals(created.status, 201);
}

/** View, date and zone are in the address: a reload, Back and a shared link show the same. */
export async function address(setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  await plant(ada, "Kick-off", "2027-01-12T10:00", "2027-01-12T11:00");
  await open("/calendar");
  await settled(page);
  assertEquals(place(page), [null, null, null], "as it was opened");
  await page.getByRole("button", { name: /go to date/ }).click();
  await page.locator(".go-to-date input").fill("2027-01-12");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await page.getByRole("button", { name: /Kick-off.*Tuesday,? 12 January/ }).waitFor();
  assertEquals(place(page), ["week", "2027-01-12", "Europe/Berlin"]);
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await titled(page, "January 2027");
  await page.getByRole("button", { name: /Kick-off.*Tuesday,? 12 January/ }).waitFor();
  await setup.shoot(ada, "views-month");
  const scrolled = await page.locator(".calendar-grid, .calendar-grid *").evaluateAll((all) =>
    all.filter(({ scrollTop }) => scrollTop > 0).map((one) =>
      `${one.className} ${one.scrollTop} ${one.scrollHeight} ${one.clientHeight} ${
        one.getAttribute("style")
      } ${getComputedStyle(one).overflowY}`
    )
  );
  assertEquals(scrolled, [], "all weeks are in sight");
  const next = page.getByRole("button", { name: "Next month" });
  await next.click();
  await titled(page, "February 2027");
  assert(await next.evaluate((one) => one === document.activeElement), "the focus stays");
  assertEquals(place(page), ["month", "2027-02-12", "Europe/Berlin"]);
  await page.goBack();
  await titled(page, "January 2027");
  await page.reload();
  await titled(page, "January 2027");
  await page.goBack();
  await page.locator('[role="columnheader"][data-date="2027-01-12"]').waitFor();
  assertEquals(place(page)[0], "week");

  await open("/calendar?view=day&date=2027-01-12&zone=Asia/Tokyo");
  await page.getByRole("button", { name: /18:00.*Kick-off|Kick-off.*18:00/ }).waitFor();
  assertEquals(await page.getByLabel("Time zone").inputValue(), "Asia/Tokyo");
  await open("/calendar?view=agenda&date=2027-01-10");
  await page.getByRole("button", { name: /Kick-off/ }).waitFor();
  assertEquals(
    await page.getByLabel("Time zone").inputValue(),
    "Europe/Berlin",
    "a link's zone is not kept",
  );
  await open("/calendar?view=year&date=2027-02-30&zone=Mars/Base");
  await settled(page);
  const pressed = page.getByRole("group", { name: "View" }).locator('[aria-pressed="true"]');
  assertEquals(await pressed.textContent(), "Week");
  assertEquals(await page.locator('[role="columnheader"].is-today').count(), 1);
}

/** The small month goes to a day by mouse and by keyboard, and Escape leaves everything as it was. */
export async function smallMonth(setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  await open("/calendar?view=week&date=2027-01-12");
  await settled(page);
  const opener = page.getByRole("button", { name: /go to date/ });
  await opener.click();
  const panel = page.getByRole("dialog", { name: "Go to date" });
  await panel.getByRole("grid", { name: "January 2027" }).waitFor();
  await setup.shoot(ada, "views-small-month");
  await panel.getByRole("button", { name: "Tuesday 12 January 2027" })
    .or(panel.getByRole("button", { name: "Tuesday, 12 January 2027" })).focus();
  for (const key of ["ArrowDown", "ArrowRight", "PageDown"]) await page.keyboard.press(key);
  await panel.getByRole("grid", { name: "February 2027" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator('[role="columnheader"][data-date="2027-02-20"]').waitFor();
  assertEquals(place(page)[1], "2027-02-20");
  await opener.click();
  await panel.waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  assertEquals(place(page)[1], "2027-02-20");
}

/** Free times are asked for when the person opens them, and not before. */
export async function findTime(_setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/find-free-time")) asked++;
  });
  await open("/calendar?view=week&date=2027-01-12");
  await settled(page);
  await page.getByRole("button", { name: "Next week" }).click();
  await settled(page);
  assertEquals(asked, 0);
  assertEquals(await page.locator(".calendar-busy").count(), 0);
  await page.getByRole("button", { name: "Previous week" }).click();
  await page.getByText("Find a time").click();
  await page.getByRole("button", { name: /Tuesday.*13:00.*17:00/ }).click();
  const dialog = page.getByRole("dialog", { name: "New event" });
  assertEquals(await dialog.getByLabel("Start").inputValue(), "2027-01-12T13:00");
  await page.keyboard.press("Escape");
  assertEquals(asked, 1);
}

/** Every key, and none of them while the person types. */
export async function keys(setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  await open("/calendar?view=week&date=2027-01-12");
  await page.getByRole("button", { name: /Kick-off/ }).waitFor();
  const press = (key: string) => page.keyboard.press(key);
  const arrived = (...wanted: (string | null)[]) =>
    until(() => Promise.resolve(place(page).slice(0, 2).join() === wanted.join()));
  for (
    const [key, view, date] of [
      ["j", "week", "2027-01-19"],
      ["k", "week", "2027-01-12"],
      ["m", "month", "2027-01-12"],
      ["ArrowRight", "month", "2027-02-12"],
      ["ArrowLeft", "month", "2027-01-12"],
      ["d", "day", "2027-01-12"],
      ["a", "agenda", "2027-01-12"],
      ["w", "week", "2027-01-12"],
    ] as const
  ) {
    await press(key);
    await arrived(view, date);
  }
  await press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  await setup.shoot(ada, "views-keys");
  await press("m");
  await press("Escape");
  await help.waitFor({ state: "hidden" });
  await arrived("week", "2027-01-12");
  for (const key of ["c", "n"]) {
    const dialog = page.getByRole("dialog", { name: "New event" });
    // A key that is pressed before the last dialog is gone belongs to that dialog.
    await until(async () => {
      if (await dialog.isVisible()) return true;
      await press(key);
      return false;
    });
    await dialog.getByLabel("Title").fill("");
    await page.keyboard.type("tmd/?");
    assertEquals(await dialog.getByLabel("Title").inputValue(), "tmd/?");
    await dialog.getByLabel("Title").fill("");
    await press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  await press("/");
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement)?.type === "date");
  await press("Escape");
  await press("t");
  await until(() => Promise.resolve(place(page)[1] === null));

  await press("?");
  await help.getByRole("checkbox").uncheck();
  await press("Escape");
  await press("m");
  await press("d");
  assertEquals(place(page)[0], "week", "the keys are off");
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await help.getByRole("checkbox").check();
  await press("Escape");
}

/** All events are one stop of the Tab key, and the arrows go from one to the next. */
export async function tabStops(_setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  await plant(ada, "Second", "2027-01-13T10:00", "2027-01-13T11:00");
  await plant(ada, "Third", "2027-01-14T10:00", "2027-01-14T11:00");
  await open("/calendar?view=week&date=2027-01-12");
  for (const name of [/Third/, /Lecture.*Tuesday/, /Department meeting/]) {
    await page.getByRole("button", { name }).waitFor();
  }
  await settled(page);
  const stops = page.locator('.calendar-grid [data-event][tabindex="0"]');
  await until(async () => await stops.count() === 1);
  await stops.focus();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  assert(/Kick-off/.test(await focused()), await focused());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert(/Second.*Wednesday,? 13 January/.test(await focused()), await focused());
  await page.keyboard.press("End");
  assert(/Department meeting.*Thursday/.test(await focused()), await focused());
  assertEquals(await stops.count(), 1);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").first().waitFor();
  await page.keyboard.press("Escape");
}

/** On a phone: three days with dates, a tap, a swipe, the agenda with its days in sight. */
export async function phone(setup: Setup, ada: Visitor) {
  const storage = await ada.context.storageState();
  const pocket = await setup.visitor({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    storageState: storage,
  });
  const { page, open } = pocket;
  await open("/calendar");
  await settled(page);
  const select = page.getByRole("combobox", { name: "View" });
  assertEquals(await select.inputValue(), "agenda");
  const tools = page.locator(
    ".calendar-moves, .calendar-view-select, .calendar-new",
  );
  const tops = await tools.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  assertEquals(new Set(tops.map(Math.round)).size, 1, "one row of tools");

  await open("/calendar?view=agenda&date=2027-01-10");
  await page.getByRole("button", { name: /Kick-off/ }).waitFor();
  await setup.shoot(pocket, "views-phone-agenda");
  await page.setViewportSize({ width: 390, height: 400 });
  const top = await page.locator(".calendar-list-day").first().evaluate((head) => {
    scrollTo(0, head.getBoundingClientRect().top + scrollY + 20);
    return head.getBoundingClientRect().top;
  });
  assertEquals(Math.round(top), 0, "the day stays in sight");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => scrollTo(0, 0));
  await select.selectOption("month");
  await titled(page, "January 2027");
  await settled(page);
  await setup.shoot(pocket, "views-phone-month");

  await open("/calendar?view=agenda&date=2027-01-10");
  await select.selectOption("3-days");
  await page.locator('[role="columnheader"][data-date="2027-01-12"]').waitFor();
  const heads = await page.locator('[role="columnheader"][data-date]').allTextContents();
  assertEquals(heads.map((text) => /\d+/.exec(text)?.[0]), ["10", "11", "12"]);
  await settled(page);
  await setup.shoot(pocket, "views-phone-3-days");
  const column = page.locator('.calendar-grid [role="cell"][data-date="2027-01-11"]').last();
  const box = (await column.boundingBox())!;
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 10 / 24 + 6);
  const dialog = page.getByRole("dialog", { name: "New event" });
  await dialog.waitFor();
  assertEquals(await dialog.getByLabel("Start").inputValue(), "2027-01-11T10:00");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const client = await pocket.context.newCDPSession(page);
  const touch = (type: string, x?: number) =>
    client.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: x === undefined ? [] : [{ x, y: 500 }],
    });
  await touch("touchStart", 320);
  for (const x of [260, 200, 120]) await touch("touchMove", x);
  await touch("touchEnd");
  await page.locator('[role="columnheader"][data-date="2027-01-14"]').waitFor();
  assertEquals(place(page).slice(0, 2), ["3-days", "2027-01-13"]);
  await pocket.close();
}

/** Texts and dates have one language: the browser's, or the one that the person chose. */
export async function languages(setup: Setup, ada: Visitor) {
  const storageState = await ada.context.storageState();
  const visit = async (locale: string) => {
    const visitor = await setup.visitor({
      viewport: { width: 1280, height: 900 },
      locale,
      storageState,
    });
    await visitor.open("/calendar?view=week&date=2027-01-12");
    await settled(visitor.page);
    return visitor;
  };
  const german = await visit("de-DE");
  const { page } = german;
  assertEquals(await page.locator("html").getAttribute("lang"), "de-DE");
  await page.getByRole("button", { name: "Nächste Woche" }).waitFor();
  await page.getByRole("button", { name: /Kick-off.*Dienstag, 12\. Januar/ }).waitFor();
  await titled(page, "Januar 2027");
  await setup.shoot(german, "views-german");
  await page.getByLabel("Sprache").selectOption("en");
  await page.getByRole("button", { name: "Next week" }).waitFor();
  await page.getByRole("button", { name: /Kick-off.*Tuesday,? 12 January/ }).waitFor();
  assertEquals(await page.locator("html").getAttribute("lang"), "en-GB");
  // The choice stays on this device.
  await page.reload();
  await page.getByLabel("Language").selectOption("de");
  await page.locator("html[lang=de-DE]").waitFor();
  await page.getByRole("button", { name: "Nächste Woche" }).waitFor();
  await german.close();

  const arabic = await visit("ar-EG");
  await arabic.page.getByRole("button", { name: /Kick-off.*Tuesday,? 12 January/ }).waitFor();
  await titled(arabic.page, "January 2027");
  assertEquals(await arabic.page.locator("html").getAttribute("dir"), "ltr");
  // As an app with Arabic texts sets it. Sunday is on the right then, and the arrows go the other way.
  await arabic.page.evaluate(() => document.documentElement.dir = "rtl");
  await arabic.page.getByRole("button", { name: "Day", exact: true }).click();
  await arabic.page.getByRole("button", { name: "Week", exact: true }).click();
  const head = (date: string) =>
    arabic.page.locator(`[role="columnheader"][data-date="${date}"]`).boundingBox();
  await until(async () => {
    const [tuesday, wednesday] = [await head("2027-01-12"), await head("2027-01-13")];
    return tuesday && wednesday && tuesday.x > wednesday.x;
  });
  await setup.shoot(arabic, "views-rtl");
  await arabic.page.keyboard.press("ArrowLeft");
  await until(() => Promise.resolve(place(arabic.page)[1] === "2027-01-19"));
  await arabic.close();
}
