/**
 * An app made of the snippets of docs/recipes.md, and what a person does in it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { contentSecurityPolicy, securityHeaders } from "../../web/csp.ts";
import { snippet } from "../cli/snippets.ts";
import { startBrowser } from "../support/browser.ts";
import { secretsOf, type StartedStack } from "../support/startedStack.ts";
import { createSetup } from "../web/journeys/journey.ts";
import { COMPONENTS, type NpmApp } from "./npmApp.ts";
import { serveFolder } from "./serveFolder.ts";

export const RECIPES = "docs/recipes.md";

/** `calendar.ts` as the page has it, for the project of the stack. */
export async function calendarModule(stack: StartedStack): Promise<string> {
  const { publishableKey } = (await secretsOf(stack)).keys;
  const parts = [
    await snippet(RECIPES, "ts", "async function arrive"),
    await snippet(RECIPES, "ts", "async function add"),
  ];
  return parts.join("\n")
    .replace("https://<project-ref>.supabase.co", stack.apiUrl)
    .replace("<publishable-key>", publishableKey);
}

/** Puts the client and `calendar.ts` into a folder of the app. */
export async function addCalendar(app: NpmApp, stack: StartedStack, to: string): Promise<void> {
  const folder = `${app.folder}/${to}`;
  await Deno.mkdir(`${folder}/google-calendar`, { recursive: true });
  await Deno.copyFile(`${COMPONENTS}/client.ts`, `${folder}/google-calendar/client.ts`);
  await Deno.writeTextFile(`${folder}/calendar.ts`, await calendarModule(stack));
}

/** The text of one of the page's sections. */
export async function sectionOf(title: string): Promise<string> {
  return (await Deno.readTextFile(RECIPES)).split(`\n## ${title}\n`)[1]!.split("\n## ")[0]!;
}

/** The policy for trusted types that a section names in place of `'none'`. */
export function trustedTypesOf(section: string): string {
  return /`trusted-types ([\w#-]+)`/.exec(section)![1]!;
}

/**
 * Serves the built app with the security headers of docs/set-up.md, and the policy for trusted types
 * that docs/recipes.md names for its framework. A person signs in, refuses, connects an account that
 * must be confirmed, connects their own, and adds an event.
 */
export async function followRecipe(
  stack: StartedStack,
  { folder, name, trustedTypes = "'none'" }: {
    folder: string;
    name: string;
    trustedTypes?: string;
  },
): Promise<void> {
  const policy = contentSecurityPolicy(stack.apiUrl);
  const headers = securityHeaders(stack.apiUrl);
  headers["content-security-policy"] = headers["content-security-policy"]!
    .replace(policy, policy.replace("trusted-types 'none'", `trusted-types ${trustedTypes}`));
  await using server = serveFolder(folder, headers);
  await using chromium = await startBrowser([
    `--host-resolver-rules=MAP ${new URL(stack.appUrl).host} 127.0.0.1:${server.port}`,
  ]);
  const setup = createSetup(stack, chromium.browser);
  const visitor = await setup.visitor();
  const { page } = visitor;
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.accept();
  });
  const says = (text: string) => page.locator("output").getByText(text, { exact: true }).waitFor();
  const connect = page.getByRole("button", { name: "Connect Google Calendar" });
  try {
    await visitor.open("/");
    await says("signed_out");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${stack.googleUrl}/**`);
    await page.getByRole("link", { name: /Ada/ }).click();
    const allow = page.getByRole("button", { name: "Allow" });
    await allow.or(connect).first().waitFor();
    if (await allow.isVisible()) await allow.click();
    await says("not_connected");

    await connect.click();
    await visitor.consent("Ada", { cancel: true });
    await says("access_denied");
    assertEquals(new URL(page.url()).search, "");

    // Another Google account is linked after the question, and the person goes on to where they were.
    await connect.click();
    await visitor.consent("Grace");
    await says("connected");
    await page.waitForURL(`${stack.appUrl}/`);
    assertEquals(asked, ["Link grace@example.com?"]);
    // The page lists the meetings of a connection that is there, to the end.
    await page.waitForLoadState("networkidle");
    const { status } = await visitor.call("DELETE", "/calendar-connection/users/me");
    assertEquals(status, 200);
    await page.reload();
    await says("not_connected");

    await connect.click();
    await visitor.consent("Ada");
    await says("connected");
    assertEquals(new URL(page.url()).search, "");
    const title = `From ${name}`;
    await page.getByLabel("Title", { exact: true }).fill(title);
    await page.getByRole("button", { name: "Add to calendar" }).click();
    await page.getByRole("listitem").getByText(title, { exact: true }).waitFor();
    assertEquals((await setup.events("ada@example.com", title)).length, 1);
    await setup.shoot(visitor, `recipe-${name}`);
  } catch (error) {
    await setup.shoot(visitor, `failed-recipe-${name}`);
    throw new Error(
      `${page.url()}\n${await page.locator("body").innerText()}\n${setup.complaints.join("\n")}`,
      { cause: error },
    );
  }
  await setup.close();
  assertEquals(setup.complaints, []);
}
