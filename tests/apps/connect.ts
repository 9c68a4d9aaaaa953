/**
 * What a person does in an app that the components were copied into: signs in, connects, adds an
 * event, and comes back. The app stands where the stack's own web app would.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import type { StartedStack } from "../support/startedStack.ts";
import { createSetup } from "../web/journeys/journey.ts";

/** Where the app is served, and what its pictures are called. */
export interface ServedApp {
  port: number;
  name: string;
}

/** Signs in with Google, connects, adds an event and disconnects; throws what the page complains about. */
export async function connectAndAdd(
  stack: StartedStack,
  { port, name }: ServedApp,
  options: { colorScheme?: "light" | "dark" } = {},
): Promise<void> {
  await using chromium = await startBrowser([
    `--host-resolver-rules=MAP ${new URL(stack.appUrl).host} 127.0.0.1:${port}`,
  ]);
  const setup = createSetup(stack, chromium.browser);
  const visitor = await setup.visitor(options);
  const { page } = visitor;
  try {
    await visitor.open("/");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${stack.googleUrl}/**`);
    await page.getByRole("link", { name: /Ada/ }).click();
    const connect = page.getByRole("button", { name: "Connect Google Calendar" });
    const allow = page.getByRole("button", { name: "Allow" });
    await allow.or(connect).first().waitFor();
    if (await allow.isVisible()) await allow.click();
    await connect.waitFor();
    await setup.shoot(visitor, `${name}-not-connected`);
    await connect.click();
    await visitor.consent("Ada");
    await page.getByText("Google Calendar is connected").waitFor();
    assertEquals(new URL(page.url()).search, "", "the address is clean again");
    await page.getByText("Connected", { exact: true }).waitFor();
    await assertStyled(page);
    const title = `From ${name}`;
    await visitor.addEvent(title);
    await page.getByText(`“${title}” is in your calendar`).waitFor();
    await setup.shoot(visitor, `${name}-added`);
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("dialog").waitFor();
    await setup.shoot(visitor, `${name}-dialog`);
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("Not connected", { exact: true }).waitFor();
    // The same result of a later visit: a refusal.
    await page.getByRole("button", { name: "Connect Google Calendar" }).click();
    await visitor.consent("Ada", { cancel: true });
    await page.getByText("Google Calendar was not connected").waitFor();
  } catch (error) {
    await setup.shoot(visitor, `failed-${name}`);
    throw new Error(
      `${page.url()}\n${await page.locator("body").innerText()}\n${setup.complaints.join("\n")}`,
      { cause: error },
    );
  }
  await setup.close();
  assertEquals(setup.complaints, []);
}

/** The styles came with the components, and what is written can be read. */
async function assertStyled(page: Page): Promise<void> {
  const ratios = await page.evaluate(() => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const luminance = (colour: string) => {
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...paint.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const card = document.querySelector(".gc-card")!;
    const behind = luminance(getComputedStyle(card).backgroundColor);
    return [...document.querySelectorAll(".gc-card :is(h2, dd, dt, label, input, .gc-muted)")]
      .map((element) => {
        const text = luminance(getComputedStyle(element).color);
        return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
      });
  });
  assert(ratios.length > 8, `${ratios.length}`);
  for (const ratio of ratios) assert(ratio >= 4.5, `${ratios}`);
}
