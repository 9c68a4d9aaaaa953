/** The journeys of people through the web app, in real Chromium. All share one stack. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { accounts } from "./journeys/accounts.ts";
import { byEmail } from "./journeys/byEmail.ts";
import * as calendar from "./journeys/calendar.ts";
import * as connecting from "./journeys/connecting.ts";
import * as elsewhere from "./journeys/elsewhere.ts";
import * as eventForm from "./journeys/eventForm.ts";
import { following } from "./journeys/following.ts";
import { guests } from "./journeys/guests.ts";
import * as invitations from "./journeys/invitations.ts";
import { createSetup, type Setup } from "./journeys/journey.ts";
import { kinds } from "./journeys/kinds.ts";
import { mainJob } from "./journeys/mainJob.ts";
import { readable } from "./journeys/readable.ts";
import { repeating } from "./journeys/repeating.ts";
import { stolenLink } from "./journeys/stolenLink.ts";
import * as trouble from "./journeys/trouble.ts";

Deno.test("people connect, add, plan and mend in the web app", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });

  await t.step("a person connects, adds, and notices no token that expires", async (t) => {
    // As `deno task start` shows it.
    await using chromium = await startBrowser();
    const setup = createSetup(stack, chromium.browser);
    await mainJob(t, setup);
    await setup.close();
    assertEquals(setup.complaints, []);
  });

  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  const journey = async (name: string, act: () => Promise<void>) => {
    const passed = await t.step(name, act);
    if (!passed) await setup.shootAll(name);
  };
  const before: [string, (setup: Setup) => Promise<void>][] = [
    ["an authorization link that is opened by somebody else connects nobody", stolenLink],
    ["another Google account is linked after one question", connecting.otherAccount],
    ["who signs in by e-mail connects from a page, confirms, and is back on that page", byEmail],
    ["a callback that is loaded twice tells nobody that it failed", connecting.callbackTwice],
    ["two accounts with their calendars, one of which dies, reconnects and goes", accounts],
    [
      "a refusal and a missing box are told in words, and mended by the same button",
      connecting.refusalAndMissingBox,
    ],
  ];
  for (const [name, act] of before) {
    await journey(name, () => act(setup));
    await setup.close();
  }

  const ada = await setup.visitor({ viewport: { width: 1280, height: 1000 } });
  assert(await t.step("Ada connects her calendar", () => ada.connected("Ada")));
  const adas: [string, (setup: Setup, visitor: typeof ada) => Promise<void>][] = [
    ["an event is drawn, moved and made longer", calendar.mouse],
    ["everything works by keyboard alone, and a deletion can be undone", calendar.keyboard],
    ["one occurrence is changed, then the whole series, then it is deleted", calendar.series],
    ["a series is made to repeat otherwise, and no more", repeating],
    ["a deletion is carried out although the page is left at once", calendar.closedAfterDelete],
    ["the time zone is chosen, and all times follow", calendar.zone],
    ["of an event made elsewhere only the title changes", elsewhere.onlyTheTitle],
    ["an event made elsewhere keeps its seconds and zones over a drag", elsewhere.dragged],
    ["this and all later occurrences are changed, then deleted", following],
    ["an invitation is answered with a comment, and answered again", invitations.answering],
    ["a repeating invitation is answered once, then as a series", invitations.answeringSeries],
    ["markers are no meetings, and the form tells guests, zones and reminders", kinds],
    ["short events and three side by side can be read", readable],
    ["an event is looked at, beside where it stands and on a phone", eventForm.looking],
    ["an event gets all that the form has, and loses most of it", eventForm.everyField],
    ["an event with guests is moved after one question", guests],
    ["a move that another change forestalled is taken back", trouble.changedElsewhere],
    ["a move that Google puts off is taken back and told", trouble.rateLimit],
    ["a creation that is cut off and sent again is one event", trouble.offlineInTheMiddle],
    ["a grant that is revoked elsewhere is mended by one button", trouble.revokedElsewhere],
    [
      "input survives a disconnect: a new event, and a change of a series",
      trouble.disconnectedElsewhere,
    ],
    ["a resource suggests a free time and shows its events", trouble.resource],
  ];
  for (const [name, act] of adas) await journey(name, () => act(setup, ada));
  await setup.close();

  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
