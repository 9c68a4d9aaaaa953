/**
 * What a journey gets: browsers of its own, and a hand on Google.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Browser } from "playwright-core";
import type { StartedStack } from "../../support/startedStack.ts";
import { newVisitor, type Visitor } from "../../support/visitor.ts";

/** Google's event, as far as journeys read it. */
export interface GoogleEvent {
  id: string;
  status: string;
  summary: string;
  location?: string;
  description?: string;
  attendees?: { email: string; self?: boolean; responseStatus?: string; comment?: string }[];
  recurrence?: string[];
  recurringEventId?: string;
  start: { dateTime?: string; date?: string; timeZone?: string };
  end: { dateTime?: string; date?: string; timeZone?: string };
}

/** A journey's surroundings. */
export interface Setup {
  stack: StartedStack;
  /** A new person's browser, at the built app. Whatever its console complains about fails the test. */
  visitor(options?: Parameters<Browser["newContext"]>[0]): Promise<Visitor>;
  /** Posts to the emulator's control. */
  google(path: string, body: object): Promise<void>;
  /** What is in a person's calendar at Google, by title. */
  events(email: string, title: string): Promise<GoogleEvent[]>;
  /** The first of them, of which there must be one. */
  event(email: string, title: string): Promise<GoogleEvent>;
  /** A picture, where they are asked for. */
  shoot(visitor: Pick<Visitor, "page">, name: string): Promise<void>;
  /** A picture of every page that is open, after something failed. */
  shootAll(name: string): Promise<void>;
  complaints: string[];
  close(): Promise<void>;
}

/** Only these are said by the browser itself about an answer that a journey asked for. */
const EXPECTED = /Failed to load resource|net::ERR_/;

export function createSetup(stack: StartedStack, browser: Browser): Setup {
  const pictures = Deno.env.get("SCREENSHOTS");
  const complaints: string[] = [];
  const visitors: Visitor[] = [];
  return {
    stack,
    complaints,
    async visitor(options) {
      const visitor = await newVisitor(browser, stack, options);
      visitors.push(visitor);
      visitor.page.setDefaultTimeout(30_000);
      visitor.page.on("pageerror", (error) => complaints.push(String(error)));
      visitor.page.on("console", (message) => {
        if (!message.location().url.startsWith(stack.appUrl)) return;
        if (message.type() === "error" && !EXPECTED.test(message.text())) {
          complaints.push(message.text());
        }
      });
      return visitor;
    },
    async google(path, body) {
      const response = await fetch(`${stack.googleUrl}/emulator/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      assertEquals(response.ok, true, await response.text());
    },
    async events(email, title) {
      const response = await fetch(`${stack.googleUrl}/emulator/events?email=${email}`);
      const all: GoogleEvent[] = await response.json();
      return all.filter(({ summary, status }) => summary === title && status !== "cancelled");
    },
    async event(email, title) {
      const [event] = await this.events(email, title);
      assert(event, `“${title}” is not in the calendar of ${email}`);
      return event;
    },
    async shoot({ page }, name) {
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    },
    async shootAll(name) {
      for (const [index, visitor] of visitors.entries()) {
        if (visitor.page.isClosed()) continue;
        await this.shoot(visitor, `failed-${name.slice(0, 30).replaceAll(/\W+/g, "-")}-${index}`);
      }
    },
    async close() {
      for (const visitor of visitors.splice(0)) await visitor.close();
    },
  };
}
