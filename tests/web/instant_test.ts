/** What the calendar shows before Google answers, how it is taken back, and how fast a full week is. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { figure } from "../support/figures.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import * as instant from "./journeys/instant.ts";
import { createSetup } from "./journeys/journey.ts";
import { blockedByViews, CROWDED, EMPTY, plantCrowd, timeToFirst } from "./crowded.ts";

/** The first event of 500, in times of an empty week. */
const SLOWER = 1.25;
/** Milliseconds that a machine with other work may take longer. */
const NOISE = 250;
/** Milliseconds of the processor that a change of the view may block the page, at its best of four. */
const BLOCKED = 200;

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

Deno.test("the calendar shows at once what the person does and has seen", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  const ada = await setup.visitor({ viewport: { width: 1280, height: 1000 } });
  assert(await t.step("Ada connects her calendar", () => ada.connected("Ada")));
  const journeys = [
    ["a new event is there before Google has it, and can be taken back", instant.creating],
    ["a moved and a renamed event can be taken back", instant.changing],
    ["two quick moves of one event end where the second one ends", instant.twoMoves],
    ["an answer is there before Google has it, and can be taken back", instant.answering],
    ["two deletions have two ways back", instant.twoDeletions],
    ["what Google refuses comes back with its reason and its input", instant.refused],
    ["an event made at Google appears when the tab becomes visible", instant.visibleAgain],
    ["weeks that were seen, and the next ones, are there at once", instant.seenBefore],
    ["offline is told once, and what was seen stays", instant.offlineOnce],
    ["a permission that is missing is asked for beside what it is for", instant.allowToo],
    ["a meeting is offered only where the calendar allows it", instant.meetings],
  ] as const;
  for (const [name, act] of journeys) {
    if (!await t.step(name, () => act(setup, ada))) await setup.shootAll(name);
    await fetch(`${stack.googleUrl}/emulator/faults`, { method: "DELETE" });
  }

  await t.step("a week of 500 events is nearly as soon there as an empty one", async () => {
    await plantCrowd(setup);
    await timeToFirst(ada, EMPTY);
    const [empty, crowded]: [number[], number[]] = [[], []];
    for (let run = 0; run < 5; run++) {
      empty.push(await timeToFirst(ada, EMPTY));
      crowded.push(await timeToFirst(ada, CROWDED));
    }
    const [slow, fast] = [median(crowded), median(empty)];
    figure(`first of 500 events after ${slow.toFixed()} ms, an empty week after ${fast.toFixed()}`);
    assert(slow <= SLOWER * fast + NOISE, `${slow} of ${fast}`);
  });

  await t.step("a change of the view blocks a page of 500 events for a moment only", async () => {
    const { first, again } = await blockedByViews(ada, 4);
    figure(`blocked by the first change to a view, milliseconds: ${JSON.stringify(first)}`);
    figure(`blocked by a later change to it, milliseconds: ${JSON.stringify(again)}`);
    for (const [view, blocked] of [...Object.entries(first), ...Object.entries(again)]) {
      assert(blocked < BLOCKED, `${view}: ${blocked} ms`);
    }
  });

  await setup.close();
  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
