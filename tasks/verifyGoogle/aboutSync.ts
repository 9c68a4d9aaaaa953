/**
 * Questions about sync tokens: what their list may ask for, and what a delta has and leaves out. The mirror
 * of calendars is built on these answers.
 *
 * @module
 */
import { anEvent, type Asked, events, newId, type Question } from "./question.ts";
import { type Answer, outcomeOf } from "./side.ts";

const DAY = 86_400_000;
/** Two years from now, at nine o'clock. */
const FIRST = Math.floor(Date.now() / DAY) * DAY + 730 * DAY + 9 * 3_600_000;
/** Google shows a change after some seconds. A delta is asked this often, this many milliseconds apart. */
const TRIES = 6;
const PAUSE = 2000;
const WHOLE = "singleEvents=false&showDeleted=true";

const instant = (day: number, hours = 0) => new Date(FIRST + day * DAY + hours * 3_600_000);
const from = (day: number) => `timeMin=${instant(day, -1).toISOString()}`;
const times = (day: number) => {
  const at = (hours: number) => ({ dateTime: instant(day, hours).toISOString(), timeZone: "UTC" });
  return { start: at(0), end: at(1) };
};
/** Returns the id of the occurrence of a day. */
const occurrence = (id: string, day: number) =>
  `${id}_${instant(day).toISOString().replace(/[-:]|\.\d+/g, "")}`;

type Entry = Record<string, unknown> & { id: string };

/** Follows every page. Returns the entries and the last answer. */
async function whole(asked: Asked, query: string): Promise<{ items: Entry[]; last: Answer }> {
  const items: Entry[] = [];
  let last = await events(asked, "GET /", { query });
  while (true) {
    items.push(...last.json.items ?? []);
    if (!last.json.nextPageToken) return { items, last };
    const page = `pageToken=${encodeURIComponent(last.json.nextPageToken)}`;
    last = await events(asked, "GET /", { query: `${query}&${page}` });
  }
}

/** Returns the query of a list and its sync token. */
async function tokenOf(asked: Asked, day = 0, query = WHOLE): Promise<string> {
  const { last } = await whole(asked, `${query}&${from(day)}`);
  return `${query}&syncToken=${encodeURIComponent(last.json.nextSyncToken)}`;
}

/** Returns the delta, once it has the entry `id`. */
async function delta(asked: Asked, query: string, id: string): Promise<Entry[]> {
  for (let tries = 1;; tries++) {
    const { items, last } = await whole(asked, query);
    if (last.status !== 200) throw new Error(outcomeOf(last));
    if (tries === TRIES || items.some((item) => item.id === id)) return items;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Makes a daily series of five. Returns its id. */
async function series(asked: Asked): Promise<string> {
  const id = newId();
  const body = { ...anEvent(id), ...times(0), recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] };
  await events(asked, "POST /", { body });
  return id;
}

/** Describes the entries of a series: `series confirmed, 1 cancelled`, the occurrence by its day. */
function described(items: Entry[], id: string): string {
  const days = new Map([0, 1, 2, 3, 4].map((day) => [occurrence(id, day), String(day)]));
  return items.filter((item) => item.id.startsWith(id))
    .map((item) => {
      const name = item.id === id ? "series" : days.get(item.id) ?? "another";
      const parent = item.id !== id && !item.recurringEventId ? " without its series" : "";
      return `${name} ${item.status}${parent}`;
    })
    .sort().join(", ") || "nothing";
}

/** Asks what the delta after a change of a series has of it. */
function afterChange(
  about: string,
  { before, change, shown }: {
    before?: (asked: Asked, id: string) => Promise<Answer>;
    change: (asked: Asked, id: string) => Promise<Answer>;
    /** The entry that the delta must have. */
    shown: (id: string) => string;
  },
): Question {
  return {
    about,
    ask: async (asked) => {
      const id = await series(asked);
      const earlier = await before?.(asked, id);
      const query = await tokenOf(asked);
      const refused = [earlier, await change(asked, id)].find((answer) =>
        answer && answer.status >= 300
      );
      if (refused) return outcomeOf(refused);
      return described(await delta(asked, query, shown(id)), id);
    },
  };
}

const patch = (asked: Asked, id: string, body: unknown) => events(asked, `PATCH /${id}`, { body });
const retitled = (asked: Asked, id: string) =>
  patch(asked, occurrence(id, 2), { summary: "verify:google, one" });

/** Asks for the outcome of a sync token together with another parameter. */
const together = (about: string, parameter: string): Question => ({
  about,
  ask: async (asked) => {
    const query = await tokenOf(asked);
    return outcomeOf(await events(asked, "GET /", { query: `${query}&${parameter}` }));
  },
});

export const aboutSync: Question[] = [
  {
    about: "a list with timeMin, and whether it ends in a sync token",
    ask: async (asked) => {
      const { last } = await whole(asked, `${WHOLE}&${from(0)}`);
      return `${outcomeOf(last)} ${last.json.nextSyncToken ? "token" : "none"}`;
    },
  },
  {
    about: "a list in another order, and whether it ends in a sync token",
    ask: async (asked) => {
      const { last } = await whole(asked, `${WHOLE}&${from(0)}&orderBy=updated`);
      return `${outcomeOf(last)} ${last.json.nextSyncToken ? "token" : "none"}`;
    },
  },
  {
    about: "a series that began before timeMin and runs on",
    ask: async (asked) => {
      const id = await series(asked);
      const { items } = await whole(asked, `${WHOLE}&${from(2)}`);
      return described(items, id);
    },
  },
  {
    about: "a series whose occurrences after timeMin are all deleted, in the list and by instances",
    ask: async (asked) => {
      const id = await series(asked);
      for (const day of [3, 4]) await events(asked, `DELETE /${occurrence(id, day)}`);
      const { items } = await whole(asked, `${WHOLE}&${from(3)}`);
      const instances = async (query: string) =>
        (await events(asked, `GET /${id}/instances`, { query })).json.items?.length ?? "none";
      const [shown, all, over] = [
        await instances(from(3)),
        await instances(`${from(3)}&showDeleted=true`),
        await instances(`${from(6)}&showDeleted=true`),
      ];
      return `listed ${items.some((item) => item.id === id)}; ${shown}, ${all}, after it ${over}`;
    },
  },
  {
    about: "events before and after the timeMin of the list, in the delta",
    ask: async (asked) => {
      const query = await tokenOf(asked, 2);
      const [before, after] = [newId(), newId()];
      await events(asked, "POST /", { body: { ...anEvent(before), ...times(0) } });
      await events(asked, "POST /", { body: { ...anEvent(after), ...times(3) } });
      const ids = (await delta(asked, query, after)).map(({ id }) => id);
      return `before ${ids.includes(before)}, after ${ids.includes(after)}`;
    },
  },
  {
    about: "a deleted event in the delta",
    ask: async (asked) => {
      const id = newId();
      await events(asked, "POST /", { body: { ...anEvent(id), ...times(0) } });
      const query = await tokenOf(asked);
      await events(asked, `DELETE /${id}`);
      const entry = (await delta(asked, query, id)).find((item) => item.id === id);
      return entry ? `${entry.status} ${Object.keys(entry).sort().join(" ")}` : "nothing";
    },
  },
  afterChange("a changed occurrence in the delta, and whether its series is too", {
    change: retitled,
    shown: (id) => occurrence(id, 2),
  }),
  afterChange("a deleted occurrence in the delta", {
    change: (asked, id) => events(asked, `DELETE /${occurrence(id, 2)}`),
    shown: (id) => occurrence(id, 2),
  }),
  afterChange("a restored occurrence in the delta", {
    before: (asked, id) => events(asked, `DELETE /${occurrence(id, 2)}`),
    change: (asked, id) => patch(asked, occurrence(id, 2), { status: "confirmed" }),
    shown: (id) => occurrence(id, 2),
  }),
  afterChange("a changed occurrence that gets its series' title again, in the delta", {
    before: retitled,
    change: (asked, id) => patch(asked, occurrence(id, 2), { summary: "verify:google" }),
    shown: (id) => occurrence(id, 2),
  }),
  afterChange("a series that moves, with a changed occurrence, in the delta", {
    before: retitled,
    change: (asked, id) => {
      const at = (hours: number) => ({
        dateTime: instant(0, hours).toISOString(),
        timeZone: "UTC",
      });
      return patch(asked, id, { start: at(2), end: at(3) });
    },
    shown: (id) => id,
  }),
  afterChange("a deleted series with a changed occurrence, in the delta", {
    before: retitled,
    change: (asked, id) => events(asked, `DELETE /${id}`),
    shown: (id) => id,
  }),
  {
    about: "`updated` of an occurrence that gets its series' title again",
    ask: async (asked) => {
      const id = await series(asked);
      const { json: changed } = await retitled(asked, id);
      // Two changes of one millisecond would look like one.
      await new Promise((resolve) => setTimeout(resolve, 10));
      const { json } = await patch(asked, occurrence(id, 2), { summary: "verify:google" });
      return json.updated > changed.updated ? "later" : "not later";
    },
  },
  {
    about: "a sync token with the fields of its list",
    ask: async (asked) => {
      const fields = "fields=items(id,status),nextPageToken,nextSyncToken";
      const query = await tokenOf(asked, 0, `${WHOLE}&${fields}`);
      const { last } = await whole(asked, query);
      return `${outcomeOf(last)} ${last.json.nextSyncToken ? "token" : "none"}`;
    },
  },
  together("a sync token with other fields than its list", "fields=nextSyncToken"),
  together("a sync token with another page size than its list", "maxResults=17"),
  together("a sync token with timeMin", from(0)),
  together("a sync token with orderBy", "orderBy=updated"),
  together("a sync token with q", "q=x"),
  {
    about: "a sync token without deleted entries",
    ask: async (asked) => {
      const token = (await tokenOf(asked)).split("syncToken=")[1];
      const query = `singleEvents=false&showDeleted=false&syncToken=${token}`;
      return outcomeOf(await events(asked, "GET /", { query }));
    },
  },
  {
    about: "a sync token that never was",
    ask: async (asked) => outcomeOf(await events(asked, "GET /", { query: "syncToken=never" })),
  },
];
