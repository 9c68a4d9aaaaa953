/**
 * Questions to both sides. The two answers to a question are equal if, and only if, both sides behave the
 * same.
 *
 * @module
 */
import type { Account } from "./account.ts";
import { type Answer, calendar, outcomeOf, type Side } from "./side.ts";

export interface Asked {
  side: Side;
  organizer: Account;
  /** Undefined without a second account. */
  attendee: Account | undefined;
  /** Ids of the created events, which are deleted at the end. */
  made: Set<string>;
}

export interface Question {
  /** The question's name in the report. */
  about: string;
  /** Returns the answer without ids, tokens and addresses, or undefined if this side cannot be asked. */
  ask(asked: Asked): Promise<string | undefined>;
}

const EVENTS = "/calendars/primary/events";

/** Makes an id of the functions' form: base32hex. */
export const newId = (): string =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(26)),
    (byte) => (byte % 32).toString(32),
  ).join("");

/** An event of one hour, two years from now, so that it disturbs no real event. */
export function anEvent(id: string): Record<string, unknown> {
  const start = Date.now() + 730 * 24 * 3_600_000;
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
  return { id, summary: "verify:google", start: at(start), end: at(start + 3_600_000) };
}

/** Calls the organizer's calendar (`PATCH /<id>`), and records created events for deletion. */
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

/** Returns a question about a new event: the outcome, and the result of `read` on the response. */
export function inserting(
  about: string,
  change: (event: Record<string, unknown>) => void,
  // deno-lint-ignore no-explicit-any -- the JSON of any response
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

/** Creates an event and changes it. Returns its id and the response to the change. */
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

/** Returns the sorted names of a response's fields. */
export const fieldsOf = (value: object): string => Object.keys(value).sort().join(" ");
