/** Nothing on a page jumps while it loads, on a desktop and on a phone, with slow answers. */
import { assertEquals } from "@std/assert";
import { figure } from "../support/figures.ts";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { addAlan } from "./journeys/accounts.ts";
import { createSetup, type Setup } from "./journeys/journey.ts";
import { RESOURCE } from "./journeys/states.ts";
import { observeShifts, shiftsOf } from "./layoutShift.ts";
import type { Visitor } from "../support/visitor.ts";

/** A "good" page may have 0.1. */
const MOST = 0.05;

const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }] as const;

const PAGES = ["/", "/profile", "/calendar", "/resources", RESOURCE, "/nowhere"];

const VIEWS = ["week", "month", "day", "agenda", "3-days"];

/** Three events on each of the next days and the last ones, and a whole day in each week. */
async function plantEvents({ google }: Setup) {
  const dateOf = (day: number) =>
    new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
  for (let day = -3; day < 12; day++) {
    if (day % 5 === 0) {
      const event = {
        summary: `Excursion ${day}`,
        start: { date: dateOf(day) },
        end: { date: dateOf(day + 2) },
      };
      await google("plant", { email: "ada@example.com", event });
    }
    for (const hour of [8, 11, 14]) {
      const at = (minutes: number) => {
        const time = new Date(Date.now() + day * 86_400_000);
        time.setUTCHours(hour, minutes, 0, 0);
        return { dateTime: time.toISOString(), timeZone: "Europe/Berlin" };
      };
      const event = { summary: `Lecture ${day} ${hour}`, start: at(0), end: at(50) };
      await google("plant", { email: "ada@example.com", event });
    }
  }
}

Deno.test("nothing jumps on any page", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  const ada = await setup.visitor({ viewport: SIZES[0] });
  const { page } = ada;
  await observeShifts(ada.context);

  const found: string[] = [];
  const measure = async (where: string) => {
    const { value, moved } = await shiftsOf(page);
    figure(`Layout shift ${where}: ${value.toFixed(3)}`);
    if (value >= MOST) {
      found.push(
        `${where}: ${value.toFixed(3)}`,
        ...moved.map((one) => `  ${one}`),
      );
    }
  };
  const measureAll = async (state: string, paths: string[]) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const path of paths) {
        await ada.open(path);
        await measure(`${state} ${path} ${size.width}`);
      }
    }
  };
  /** Runs a step, which fails if something jumped in it. */
  const step = (name: string, act: () => Promise<void>) =>
    t.step(name, async () => {
      await act();
      assertEquals(found.splice(0), []);
    });

  await step("signed out", () => measureAll("signed out", PAGES));
  await page.setViewportSize(SIZES[0]);
  await ada.open("/profile");
  await ada.signIn("Ada");
  await step("signed in", () => measureAll("signed in", PAGES));
  await page.setViewportSize(SIZES[0]);
  await connect(ada);
  await plantEvents(setup);
  await step(
    "connected, with events",
    () => measureAll("connected", [...PAGES, ...VIEWS.map((view) => `/calendar?view=${view}`)]),
  );
  await step("another week, and another view", async () => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await ada.open("/calendar?view=week");
      await shiftsOf(page);
      for (const key of ["k", "j", "m", "d", "a", "w"]) {
        await page.keyboard.press(key);
        await measure(`the key ${key} ${size.width}`);
      }
    }
  });
  await page.setViewportSize(SIZES[0]);
  await ada.open("/profile");
  await addAlan(ada);
  await step("two accounts", () => measureAll("two accounts", ["/profile", "/calendar", RESOURCE]));
  await setup.close();
  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});

async function connect({ page, open, consent }: Visitor) {
  await open("/profile");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await consent("Ada");
  await page.getByText("Connected", { exact: true }).waitFor();
}
