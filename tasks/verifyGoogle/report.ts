/**
 * Asks both sides every question, and reports the differences.
 *
 * @module
 */
import { aboutErrors } from "./aboutErrors.ts";
import { aboutEvents } from "./aboutEvents.ts";
import { aboutCalendars } from "./aboutCalendars.ts";
import { aboutGuests } from "./aboutGuests.ts";
import { aboutLimits } from "./aboutLimits.ts";
import { aboutPush } from "./aboutPush.ts";
import { aboutSeries } from "./aboutSeries.ts";
import { aboutSync } from "./aboutSync.ts";
import { aboutTypes } from "./aboutTypes.ts";
import { aboutTokens } from "./aboutTokens.ts";
import { signIn } from "./account.ts";
import { type Asked, events, type Question } from "./question.ts";
import type { Side } from "./side.ts";

export const QUESTIONS: Question[] = [
  ...aboutTokens,
  ...aboutEvents,
  ...aboutErrors,
  ...aboutSeries,
  ...aboutLimits,
  ...aboutGuests,
  ...aboutTypes,
  ...aboutCalendars,
  ...aboutSync,
  // Last: it takes the attendee's grant.
  ...aboutPush,
];

/** What no call answers. A person looks it up. */
const TO_LOOK_UP = [
  "Google Auth Platform, Data Access: the class of `calendar.calendarlist.readonly` (sensitive or not)",
];

/** Answers by question. Undefined if the side could not be asked. */
export type Answers = Map<string, string | undefined>;

async function answerOf({ ask }: Question, asked: Asked): Promise<string | undefined> {
  try {
    return await ask(asked);
  } catch (error) {
    // A question that fails must not stop the others.
    return `no answer: ${error instanceof Error ? error.name : "error"}`;
  }
}

/** Asks every question in turn, and deletes the created events at the end. */
export async function askAll(side: Side, say: (line: string) => void): Promise<Answers> {
  const organizer = await signIn(side, "organizer");
  const attendee = side.hasAttendee ? await signIn(side, "attendee") : undefined;
  const asked: Asked = { side, organizer, attendee, made: new Set() };
  const answers: Answers = new Map();
  try {
    for (const question of QUESTIONS) {
      const answer = await answerOf(question, asked);
      answers.set(question.about, answer);
      say(`${side.name}  ${question.about}: ${answer ?? "not asked"}`);
    }
  } finally {
    for (const id of asked.made) await events(asked, `DELETE /${id}`).catch(() => {});
  }
  return answers;
}

/** Returns the questions with different answers. Questions that one side was not asked are excluded. */
export function differences(one: Answers, other: Answers): string[] {
  return [...one.keys()].filter((about) => {
    const [a, b] = [one.get(about), other.get(about)];
    return a !== undefined && b !== undefined && a !== b;
  });
}

const cell = (text: string | undefined) =>
  text === undefined ? "not asked" : `\`${text.replaceAll("|", "\\|")}\``;

/** Returns the report in Markdown. */
export function reportOf(
  date: string,
  [nameA, a]: [string, Answers],
  [nameB, b]: [string, Answers],
): string {
  const differing = differences(a, b);
  const notAsked = [...a.keys()].filter((about) =>
    a.get(about) === undefined || b.get(about) === undefined
  );
  const rows = (abouts: string[]) =>
    abouts.map((about) => `| ${about} | ${cell(a.get(about))} | ${cell(b.get(about))} |`).join(
      "\n",
    );
  const table = (abouts: string[]) =>
    `| asked | ${nameA} | ${nameB} |\n| --- | --- | --- |\n${rows(abouts)}\n`;
  const same = [...a.keys()].filter((about) =>
    !differing.includes(about) && !notAsked.includes(about)
  );
  return [
    `# ${nameA} and ${nameB}, ${date}\n`,
    `${a.size} questions: ${same.length} answered alike, ${differing.length} differently, ${notAsked.length} not asked of both.\n`,
    differing.length > 0 ? `## Differences\n\n${table(differing)}` : "",
    notAsked.length > 0 ? `## Not asked of both\n\n${table(notAsked)}` : "",
    `## To look up\n\n${TO_LOOK_UP.map((text) => `- ${text}`).join("\n")}\n`,
    `## Alike\n\n${table(same)}`,
  ].filter((part) => part !== "").join("\n");
}
