/**
 * Whether upkeep, as scheduled and limited, keeps every grant alive: two years by a virtual clock, in
 * which nobody uses a grant. The rules are those of `grants_to_touch`, the numbers are the project's own.
 */
import { assertEquals } from "@std/assert";
import { TOUCH_LIMIT } from "../../supabase/functions/_shared/accounts/upkeep.ts";
import { figure } from "../support/figures.ts";
import { snippet } from "../cli/snippets.ts";

const DAY = 24 * 60;
/** "Not been used for six months", in minutes, of the shortest months. */
const GOOGLE_DROPS_AFTER = 181 * DAY;
const TWO_YEARS = 730 * DAY;

const migration = async (name: string) =>
  await Deno.readTextFile(new URL(`../../supabase/migrations/${name}`, import.meta.url));
const days = (text: string, before: string) =>
  Number(text.split(before)[1]!.match(/^ interval '(\d+) days?'/)![1]) * DAY;
const DUE_AFTER = days(
  await migration("20260101000000_users.sql"),
  "date_trunc('day', new.google_refreshed_at, 'UTC') +",
);
const PUT_OFF_FOR = days(
  await migration("20260101001000_upkeep_functions.sql"),
  "when s.connected then v_now +",
);
const [, every] = /'\*\/(\d+) \* \* \* \*'/.exec(
  await snippet("docs/set-up.md", "sql", "cron.schedule"),
)!;

interface Upkeep {
  grants: number;
  /** The minute at which a grant is first given. */
  connectedAt(grant: number): number;
  /** Grants that one run gets through. */
  perRun?: number;
  /** Whether Google refuses to refresh this grant in this minute. */
  fails?(grant: number, minute: number): boolean;
}

/** How many grants Google has dropped at the end, and the longest that one was not used, in days. */
function twoYears({ grants, connectedAt, perRun = TOUCH_LIMIT, fails = () => false }: Upkeep) {
  const usedAt = new Int32Array(grants);
  /** By the minute, rounded up to a run, at which they are due; in each, the oldest first. */
  const due = new Map<number, number[]>();
  const put = (grant: number, minute: number) => {
    const run = Math.ceil(minute / Number(every)) * Number(every);
    const list = due.get(run);
    if (list) list.push(grant);
    else due.set(run, [grant]);
  };
  for (let grant = 0; grant < grants; grant++) {
    usedAt[grant] = connectedAt(grant);
    put(grant, Math.floor(usedAt[grant]! / DAY) * DAY + DUE_AFTER);
  }
  let waiting: number[] = [];
  let first = 0;
  let dropped = 0;
  let longest = 0;
  for (let minute = 0; minute < TWO_YEARS; minute += Number(every)) {
    const now = due.get(minute);
    if (now) {
      due.delete(minute);
      if (first > grants) {
        waiting = waiting.slice(first);
        first = 0;
      }
      for (const grant of now) waiting.push(grant);
    }
    for (let left = perRun; left > 0 && first < waiting.length; left--) {
      const grant = waiting[first++]!;
      const unused = minute - usedAt[grant]!;
      if (unused > longest) longest = unused;
      if (unused > GOOGLE_DROPS_AFTER) {
        dropped++;
      } else if (fails(grant, minute)) {
        put(grant, minute + PUT_OFF_FOR);
      } else {
        usedAt[grant] = minute;
        put(grant, Math.floor(minute / DAY) * DAY + DUE_AFTER);
      }
    }
  }
  for (const list of [waiting.slice(first), ...due.values()]) {
    for (const grant of list) {
      if (TWO_YEARS - usedAt[grant]! > GOOGLE_DROPS_AFTER) dropped++;
    }
  }
  return { dropped, longestDays: Math.round(longest / DAY) };
}

function plays(name: string, upkeep: Upkeep): void {
  Deno.test(`two unused years lose no grant: ${name}`, () => {
    const { dropped, longestDays } = twoYears(upkeep);
    figure(`${name}: ${dropped} grants lost, the longest was not used for ${longestDays} days`);
    assertEquals(dropped, 0);
  });
}

const onOneDay = () => 0;
const overTwoMonths = (grant: number) => grant % (60 * DAY);
const MILLION = 1_000_000;

plays("50,000 users who connected on one day", { grants: 50_000, connectedAt: onOneDay });
plays("1,000,000 users who connected on one day", { grants: MILLION, connectedAt: onOneDay });
plays("1,000,000 users who connected over two months", {
  grants: MILLION,
  connectedAt: overTwoMonths,
});
plays("1,000,000 users, Google so slow that a run gets through 70", {
  grants: MILLION,
  connectedAt: overTwoMonths,
  perRun: 70,
});
plays("1,000,000 users, and Google refuses every refresh for 30 days from day 60 on", {
  grants: MILLION,
  connectedAt: onOneDay,
  fails: (_, minute) => minute >= 60 * DAY && minute < 90 * DAY,
});
plays("1,000,000 users, a tenth of the refreshes fails", {
  grants: MILLION,
  connectedAt: overTwoMonths,
  fails: (grant, minute) => (grant * 31 + minute / 5) % 10 < 1,
});

Deno.test("the simulation loses grants if a run handles too few: 12 an hour, 50,000 users", () => {
  const { dropped } = twoYears({ grants: 50_000, connectedAt: onOneDay, perRun: 1 });
  assertEquals(dropped > 10_000, true, `${dropped}`);
});
