/**
 * From sign-in to the end of the connection, in a German browser. Each state is looked at: is there any
 * English, does axe find anything, does anything stick out.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/visitor.ts";
import { look as axe } from "../accessibility.ts";
import { englishOn } from "../english.ts";
import { nextWeek } from "./hand.ts";
import { invite } from "./invitations.ts";
import type { Setup } from "./journey.ts";
import { plantKinds } from "./kinds.ts";
import { RESOURCE } from "./states.ts";

const DAYS = nextWeek();

/** What people, the seed and Google wrote. Longer ones first, because they may contain others. */
const DATA = [
  "Lecture: The Analytical Engine",
  "Analytical Engines",
  "Alan’s birthday",
  "In Bletchley",
  "Home office",
  "Department meeting",
];

const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }] as const;

/** Looks at the state of the page. */
type Look = (state: string) => Promise<void>;

/** The steps need each other, so the first that fails ends them. Resolves to true if all passed. */
export async function germanJourney(t: Deno.TestContext, setup: Setup): Promise<boolean> {
  const visitor = await setup.visitor({
    viewport: SIZES[0],
    locale: "de-DE",
    reducedMotion: "reduce",
  });
  const found: string[] = [];
  const look: Look = async (state) => {
    const { page } = visitor;
    for (const piece of await englishOn(page, DATA)) found.push(`${state}: “${piece}”`);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const violation of await axe(page, {})) {
        found.push(`${state} ${size.width}: ${violation}`);
      }
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) found.push(`${state} ${size.width}: ${excess} px wider than the screen`);
      if (await brokenRows(page)) found.push(`${state} ${size.width}: buttons in two rows`);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const name = `german-${state}-${size.width}-${colorScheme}`;
        await setup.shoot(visitor, name.replaceAll(/[^\w-]+/g, "-"));
      }
      await page.emulateMedia({ colorScheme: "light" });
    }
    await page.setViewportSize(SIZES[0]);
  };
  const steps = [
    ["signs in", signIn],
    ["refuses, then connects", connect],
    ["adds an event on the profile", addOnProfile],
    ["sees every view and tool", viewsAndTools],
    ["creates, changes and deletes", createChangeDelete],
    ["reads invitations and other kinds", kinds],
    ["reads resources", resources],
    ["repairs one of two accounts", twoAccounts],
    ["disconnects", disconnect],
  ] as const;
  for (const [name, act] of steps) {
    if (!await t.step(name, () => act(visitor, look, setup))) return false;
  }
  return await t.step("nothing was found in any of these states", () => assertEquals(found, []));
}

/** How many rows of a dialog's buttons do not fit beside each other. */
function brokenRows(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rows = document.querySelectorAll("dialog[open] :is(.event-actions, .answer-form [role])");
    return [...rows].filter((row) => {
      const tops = [...row.children].map((one) => Math.round(one.getBoundingClientRect().top));
      return new Set(tops).size > 1;
    }).length;
  });
}

/** Texts that do not arrive leave neither an empty page nor one that is half translated. */
export async function textsDoNotArrive(setup: Setup) {
  const { page, open } = await setup.visitor({ locale: "de-DE" });
  await page.route("**/assets/german*.js", (route) => route.abort());
  await open("/");
  await page.getByRole("button", { name: "Sign in with Google" }).waitFor();
  assertEquals(await page.locator("html").getAttribute("lang"), "en-GB");
}

const settled = ({ page }: Visitor) => page.locator('.calendar-grid[aria-busy="false"]').waitFor();

async function signIn({ page, open }: Visitor, look: Look, { stack }: Setup) {
  await open("/");
  await page.getByRole("heading", { name: "Ihre Kurse in Ihrem Google Kalender" }).waitFor();
  assertEquals(await page.title(), "Willkommen · Kalender für Supabase");
  assertEquals(await page.locator("html").getAttribute("lang"), "de-DE");
  await look("home");
  await open("/profile");
  const button = page.getByRole("button", { name: "Über Google anmelden" });
  await button.waitFor();
  await look("signed out");
  await button.click();
  await page.waitForURL(`${stack.googleUrl}/**`);
  await page.getByRole("link", { name: /Ada/ }).click();
  const profile = page.getByRole("link", { name: "Profil" });
  const allow = page.getByRole("button", { name: "Allow" });
  await allow.or(profile).waitFor();
  if (await allow.isVisible()) await allow.click();
  await page.getByText("Nicht verbunden", { exact: true }).waitFor();
  await look("not connected");
}

async function connect({ page, consent }: Visitor, look: Look) {
  await page.getByRole("button", { name: "Google Kalender verbinden" }).click();
  await consent("Ada", { cancel: true });
  await page.getByText("Google Kalender wurde nicht verbunden").waitFor();
  await look("refused");
  await page.getByRole("button", { name: "Noch einmal verbinden" }).click();
  await consent("Ada");
  await page.getByText("Verbunden", { exact: true }).waitFor();
  await look("connected");
}

async function addOnProfile({ page }: Visitor, look: Look) {
  const add = page.getByRole("button", { name: "Zum Kalender hinzufügen" });
  await add.click();
  await page.getByText("Geben Sie dem Termin einen Titel.").waitFor();
  await page.getByText("Ort und Notizen").click();
  await look("form with an error");
  await page.getByLabel("Titel", { exact: true }).fill("Vorlesung");
  await page.getByLabel("Beginn", { exact: true }).fill("2027-03-15T09:00");
  await page.getByLabel("Ende", { exact: true }).fill("2027-03-15T10:00");
  await add.click();
  await page.getByText("„Vorlesung“ steht in Ihrem Kalender").waitFor();
  await page.getByText(/Mo\., 15\. März 2027/).first().waitFor();
  await look("added");
}

async function viewsAndTools(visitor: Visitor, look: Look) {
  const { page, open } = visitor;
  for (const view of ["week", "month", "3-days", "day", "agenda"]) {
    await open(`/calendar?view=${view}&date=2027-03-15`);
    await settled(visitor);
    await page.getByRole("button", { name: /Vorlesung.*Montag, 15\. März/ }).first().waitFor();
    await look(`view ${view}`);
  }
  await page.getByRole("button", { name: /zu einem Datum/ }).click();
  await page.getByRole("grid", { name: "März 2027" }).waitFor();
  await look("going to a date");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Tastenkürzel" }).waitFor();
  await look("keys");
  await page.keyboard.press("Escape");
  await page.getByText("Freie Zeit finden").click();
  await page.locator(".free-slot").first().waitFor();
  await look("free times");
  await page.context().setOffline(true);
  await page.getByText("Sie sind offline. So war").waitFor();
  await look("offline");
  await page.context().setOffline(false);
}

async function createChangeDelete(visitor: Visitor, look: Look) {
  const { page, open } = visitor;
  await open(`/calendar?view=week&date=${DAYS[0]}`);
  await settled(visitor);
  await page.getByRole("button", { name: "Neuer Termin" }).click();
  const form = page.getByRole("dialog", { name: "Neuer Termin" });
  await form.getByLabel("Wiederholung").selectOption("Wöchentlich");
  await form.getByLabel("Abstand in Wochen").fill("0");
  await form.getByLabel(/^Gäste \(/).fill("niemand,grace@example.com,");
  await form.getByRole("button", { name: "Speichern" }).click();
  await form.getByText("Geben Sie eine Zahl von 1 bis 999 ein.").waitFor();
  await form.getByText("„niemand“ ist keine E-Mail-Adresse.").waitFor();
  await look("new event with errors");
  await page.keyboard.press("Escape");
  await form.getByText("Eingaben verwerfen?").waitFor();
  await look("asked before input is lost");
  await form.getByRole("button", { name: "Weiter bearbeiten" }).click();
  await form.getByRole("button", { name: "niemand entfernen" }).click();
  await form.getByLabel("Abstand in Wochen").fill("2");
  await form.getByLabel("Oder Anzahl").fill("3");
  await form.getByLabel("Titel").fill("Seminar");
  await form.getByLabel("Beginn").fill(`${DAYS[1]}T10:00`);
  await form.getByLabel("Farbe", { exact: true }).selectOption("Heidelbeere");
  await form.getByLabel("Erinnerungen").selectOption("E-Mail 1 Tag vorher");
  await form.getByLabel("Google-Meet-Videokonferenz hinzufügen").check();
  await form.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("„Seminar“ wurde hinzugefügt.").waitFor();
  await look("added in the calendar");

  const shown = page.getByRole("button", { name: /^(?!.*Kurs).*Seminar/ }).first();
  await shown.click();
  await page.getByText("An der Videokonferenz teilnehmen").waitFor();
  await look("an event to read");
  await page.getByRole("button", { name: "Bearbeiten", exact: true }).click();
  const edit = page.getByRole("dialog", { name: "Termin bearbeiten" });
  await look("one of a series");
  await edit.getByLabel("die ganze Serie").check();
  await edit.getByLabel("Wiederholung").waitFor();
  await look("a series");
  await edit.getByLabel("nur diesen Termin").check();
  await edit.getByLabel("Titel").fill("Seminar mit Gast");
  await edit.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("„Seminar mit Gast“ wurde gespeichert.").waitFor();

  await page.getByRole("button", { name: /Seminar mit Gast/ }).first().click();
  await page.getByRole("button", { name: "Löschen" }).click();
  await page.getByText("Was möchten Sie löschen?").waitFor();
  await look("asked what to delete");
  await page.getByRole("button", { name: "Löschen" }).click();
  await page.getByText("„Seminar mit Gast“ wird gleich gelöscht.").waitFor();
  await look("a deletion that can be undone");
  await page.locator(".notice").filter({ hasText: "wird gleich gelöscht" })
    .getByRole("button", { name: "Rückgängig" }).click();
  await page.getByRole("button", { name: /Seminar mit Gast/ }).first().click();
  await page.getByRole("button", { name: "Löschen" }).click();
  await page.getByRole("button", { name: "Löschen" }).click();
  // A deletion waits for ten seconds, unless the focus is on its notice.
  await page.mouse.move(5, 5);
  await page.getByText("„Seminar mit Gast“ wurde gelöscht.").waitFor();
}

async function kinds(visitor: Visitor, look: Look, setup: Setup) {
  const { page, open } = visitor;
  await plantKinds(setup);
  await invite(setup, DAYS[1], { summary: "Talk", description: "<p>Alles dazu</p>" });
  for (const view of ["agenda", "week"]) {
    await open(`/calendar?view=${view}&date=${DAYS[0]}`);
    await settled(visitor);
    await page.getByRole("button", { name: /Talk \(keine Antwort\)/ }).first().waitFor();
    await look(`all kinds ${view}`);
  }
  await page.getByRole("button", { name: /Talk/ }).first().click();
  await page.getByText("Grace Hopper lädt Sie ein").waitFor();
  await look("an invitation");
  await page.getByRole("button", { name: "Vielleicht" }).click();
  await page.getByText("„Talk“: Sie haben mit Vielleicht geantwortet.").waitFor();
  await page.getByRole("button", { name: /Talk/ }).first().click();
  await page.getByRole("button", { name: "Bearbeiten", exact: true }).click();
  await page.getByRole("dialog", { name: "Einladung bearbeiten" }).waitFor();
  await look("the own part of an invitation");
  await page.keyboard.press("Escape");
  for (const name of [/Flight/, /Alan’s birthday/, /Home office/]) {
    await page.getByRole("button", { name }).first().click();
    await page.getByRole("dialog").waitFor();
    await look(`kind ${name.source}`);
    await page.keyboard.press("Escape");
  }
}

async function resources({ page, open }: Visitor, look: Look) {
  await open("/resources");
  await page.getByRole("heading", { name: "Materialien" }).waitFor();
  await page.getByText(/hinzugefügt am \d+\. \p{L}+ 20\d\d/u).first().waitFor();
  await open(RESOURCE);
  await page.getByText("Vorschlag:").waitFor();
  assertMatch(await page.title(), / · Kalender für Supabase$/);
  await open("/resources/00000000-0000-4000-8000-000000000000");
  await page.getByText("Dieses Material gibt es nicht").waitFor();
  await look("no such resource");
  await open("/nowhere");
  await page.getByRole("link", { name: "Zur Startseite" }).waitFor();
  await look("no such page");
}

async function twoAccounts(visitor: Visitor, look: Look, setup: Setup) {
  const { page, open, consent } = visitor;
  await open("/profile");
  await page.getByRole("button", { name: "Weiteres Konto hinzufügen" }).click();
  await consent("Alan");
  await page.getByText("Das ist nicht das Google-Konto").waitFor();
  await look("asked before another account is linked");
  await page.getByRole("button", { name: "Dieses Konto verbinden" }).click();
  await page.getByText("Es ist der Kalender von alan@example.com.").waitFor();
  await look("two accounts");
  await page.getByRole("button", { name: /alan@example.com: Verbindung trennen/ }).click();
  await look("asked before disconnecting one of two");
  await page.keyboard.press("Escape");
  await setup.google("revoke", { email: "alan@example.com" });
  await open("/calendar");
  await page.getByText("Nicht aktuell").waitFor();
  await look("one of two accounts needs the person");
}

async function disconnect({ page, open }: Visitor, look: Look) {
  await open("/profile");
  await page.getByRole("button", { name: "Alle trennen" }).click();
  await look("asked before disconnecting all");
  await page.getByRole("dialog").getByRole("button", { name: "Alle trennen" }).click();
  await page.getByText("Nicht verbunden", { exact: true }).waitFor();
  await look("disconnected");
}
