/**
 * What is asked of both sides: in words, and as calls whose answer is put so that two answers are equal
 * exactly where both sides behave the same.
 *
 * @module
 */
import type { Account } from "./account.ts";
import { type Answer, calendar, outcomeOf, type Side } from "./side.ts";

export interface Asked {
  side: Side;
  organizer: Account;
  /** Undefined where there is no second account. */
  attendee: Account | undefined;
  /** Ids of the events that were made, to be taken away in the end. */
  made: Set<string>;
}

export interface Question {
  /** What the report calls it. */
  about: string;
  /** The answer, without an id, a token or an address in it. Undefined: it cannot be asked here. */
  ask(asked: Asked): Promise<string | undefined>;
}

const EVENTS = "/calendars/primary/events";

/** An id as the functions make them: base32hex. */
export const newId = (): string =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(26)),
    (byte) => (byte % 32).toString(32),
  ).join("");

/** An event of one hour, two years from now: out of everybody's way. */
export function anEvent(id: string): Record<string, unknown> {
  const start = Date.now() + 730 * 24 * 3_600_000;
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
  return { id, summary: "verify:google", start: at(start), end: at(start + 3_600_000) };
}

/** Calls the organizer's own calendar: `PATCH /<id>`. What is made is noted. */
export function events(
  asked: Asked,
  route: string,
  { query, ...options }: { body?: unknown; etag?: string; query?: string } = {},
): Promise<Answer> {
  const [method, path = ""] = route.split(" ");
  const id = (options.body as { id?: string } | undefined)?.id;
  if (method === "POST" && id) asked.made.add(id);
  const parameters = [...(method === "GET" ? [] : ["sendUpdates=none"]), ...(query ? [query] : [])];
  const address = `${method} ${EVENTS}${path === "/" ? "" : path}?${parameters.join("&")}`;
  return calendar(asked.side, asked.organizer.accessToken, address, options);
}

/** What changes about an event, as a question: the outcome, and what `read` finds in the answer. */
export function inserting(
  about: string,
  change: (event: Record<string, unknown>) => void,
  // deno-lint-ignore no-explicit-any -- what comes back is what is looked at
  read: (event: any) => unknown = () => "",
): Question {
  return {
    about,
    ask: async (asked) => {
      const body = anEvent(newId());
      change(body);
      const answer = await events(asked, "POST /", { body });
      return `${outcomeOf(answer)} ${answer.status === 200 ? read(answer.json) : ""}`.trim();
    },
  };
}

/** A new event, its id, and the answer to a change of it. */
export async function changed(
  asked: Asked,
  before: Record<string, unknown>,
  change: Record<string, unknown>,
  query?: string,
): Promise<Answer> {
  const id = newId();
  await events(asked, "POST /", { body: { ...anEvent(id), ...before }, query });
  return await events(asked, `PATCH /${id}`, { body: change, query });
}

/** The names of an answer's fields, in order. */
export const fieldsOf = (value: object): string => Object.keys(value).sort().join(" ");
