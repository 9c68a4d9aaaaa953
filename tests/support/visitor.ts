/**
 * A person in a browser of their own, at the started stack: signs in, connects, adds events, by what
 * the pages say.
 *
 * @module
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { StartedStack } from "./startedStack.ts";

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Opens a page of the web app. */
  open(path: string): Promise<void>;
  /** Signs in with Google, as one of the emulator's people. */
  signIn(name: string): Promise<void>;
  /** On Google's pages: chooses the account, unticks boxes, allows or cancels. */
  consent(name: string, choice?: { untick?: RegExp; cancel?: boolean }): Promise<void>;
  /** Signs in, and connects the person's own calendar. */
  connected(name: string): Promise<void>;
  /** Of the person who is signed in, as supabase-js keeps it. */
  session(): Promise<{ access_token: string; refresh_token: string }>;
  /** Calls a function as the person who is signed in. */
  call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** Fills in the form and adds the event. */
  addEvent(title: string, start?: string, end?: string): Promise<void>;
  close(): Promise<void>;
}

/** A new browser profile: nothing is shared with any other visitor. */
export async function newVisitor(
  browser: Pick<Browser, "newContext">,
  stack: StartedStack,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1000, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);

  /** The account chooser lists everybody; who is signed in already may be sent on without it. */
  async function chooseAccount(name: string) {
    await page.getByRole("link", { name: new RegExp(name) }).click();
  }

  const visitor: Visitor = {
    page,
    context,
    async connected(name) {
      await visitor.open("/profile");
      await visitor.signIn(name);
      await page.getByRole("button", { name: /^(Connect|Reconnect) Google Calendar$/ }).click();
      await visitor.consent(name);
      await page.getByText("Connected", { exact: true }).waitFor();
    },
    session: () =>
      page.evaluate(() => {
        const key = Object.keys(localStorage).find((name) => name.endsWith("-auth-token"));
        return JSON.parse(localStorage.getItem(key!)!);
      }),
    async call(method, path, body) {
      const { access_token } = await visitor.session();
      const response = await fetch(`${stack.apiUrl}/functions/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? null : JSON.parse(text) };
    },
    async open(path) {
      await page.goto(stack.appUrl + path);
    },
    async signIn(name) {
      await page.getByRole("button", { name: "Sign in with Google" }).first().click();
      await page.waitForURL(`${stack.googleUrl}/**`);
      await chooseAccount(name);
      // Whatever page it leads back to, the navigation is for who is signed in.
      const arrived = page.getByRole("link", { name: "Profile" });
      const allow = page.getByRole("button", { name: "Allow" });
      await allow.or(arrived).waitFor();
      if (await allow.isVisible()) await allow.click();
      await arrived.waitFor();
    },
    async consent(name, { untick, cancel = false } = {}) {
      await page.waitForURL(`${stack.googleUrl}/**`);
      const allow = page.getByRole("button", { name: "Allow" });
      const account = page.getByRole("link", { name: new RegExp(name) });
      await allow.or(account).first().waitFor();
      // Google may suggest an account that the person does not want.
      if (await allow.isVisible() && !await page.getByText(new RegExp(name)).first().isVisible()) {
        await page.getByRole("link", { name: "Use another account" }).click();
        await account.waitFor();
      }
      if (!await allow.isVisible()) await account.click();
      if (untick) await page.getByRole("checkbox", { name: untick }).uncheck();
      await page.getByRole("button", { name: cancel ? "Cancel" : "Allow" }).click();
      await page.waitForURL(`${stack.appUrl}/**`);
    },
    async addEvent(title, start = "2027-03-15T09:00", end = "2027-03-15T10:00") {
      await page.getByLabel("Title", { exact: true }).fill(title);
      await page.getByLabel("Start", { exact: true }).fill(start);
      await page.getByLabel("End", { exact: true }).fill(end);
      await page.getByRole("button", { name: "Add to calendar" }).click();
    },
    close: () => context.close(),
  };
  return visitor;
}
