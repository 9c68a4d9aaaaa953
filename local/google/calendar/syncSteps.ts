/**
 * Steps that the tests of synchronization share: a person's calendar, its lists and its deltas.
 *
 * @module
 */
import type { Google } from "../mod.ts";
import { ADA, api, connect, EVENTS, withGoogle } from "../testing.ts";

// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
export type Query = Record<string, string | number | boolean>;

/** A calendar and the person who reads and writes it. */
export class Steps {
  constructor(
    readonly google: Google,
    readonly token: string,
    readonly calendar = "primary",
  ) {}

  call(method: string, path = "", body?: unknown) {
    const at = `/calendars/${encodeURIComponent(this.calendar)}/events${path}`;
    return api(this.google, this.token, method, at, { body });
  }
  list(query: Query = {}, path = "") {
    const entries = Object.entries(query).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return this.call("GET", `${path}?${new URLSearchParams(entries)}`);
  }
  /** Follows every page. Returns the entries, the sizes of the pages and the last answer's sync token. */
  async all(query: Query = {}): Promise<{ items: Json[]; sizes: number[]; next: string }> {
    const items: Json[] = [];
    const sizes: number[] = [];
    let page: Query = {};
    do {
      const { status, json } = await this.list({ ...query, ...page });
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
      items.push(...json.items);
      sizes.push(json.items.length);
      if (!json.nextPageToken) return { items, sizes, next: json.nextSyncToken };
      page = { pageToken: json.nextPageToken };
    } while (true);
  }
  /** Makes an event of one hour at nine o'clock of a day in January 2027. */
  async add(id: string, day = 15, more: Json = {}) {
    const time = (hour: string) => ({
      dateTime: `2027-01-${String(day).padStart(2, "0")}T${hour}:00:00Z`,
      timeZone: "UTC",
    });
    const body = { id, summary: id, start: time("09"), end: time("10"), ...more };
    const { status, json } = await this.call("POST", "", body);
    if (status !== 200) throw new Error(JSON.stringify(json));
    return json;
  }
  /** Makes a daily series. */
  series(id: string, count = 5, day = 15) {
    return this.add(id, day, { recurrence: [`RRULE:FREQ=DAILY;COUNT=${count}`] });
  }
  patch(id: string, body: Json) {
    return this.call("PATCH", `/${id}`, body);
  }
  remove(id: string) {
    return this.call("DELETE", `/${id}`);
  }
}

/** Runs a test with Ada's calendar. */
export function withCalendar(test: (ada: Steps, google: Google) => Promise<void>) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google, ADA, { scope: `openid email ${EVENTS}` });
    await test(new Steps(google, access_token), google);
  });
}
