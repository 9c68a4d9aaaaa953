/** Several accounts and calendars: what the components know of them without a browser. */
import { assertEquals } from "@std/assert";
import { isAnyConnected, newestAccount } from "../../../web/src/google-calendar/accounts.ts";
import { keepAttempt, readAttempt } from "../../../web/src/google-calendar/attempt.ts";
import { isShown, keepShown, readShown } from "../../../web/src/google-calendar/calendarChoice.ts";
import {
  eventKey,
  refFields,
  refFrom,
  refKey,
  refOf,
} from "../../../web/src/google-calendar/calendarRef.ts";
import {
  type AccountConnection,
  type Calendar,
  type CalendarClient,
  CalendarError,
  type Connection,
  type FreeTimeQuery,
} from "../../../web/src/google-calendar/client.ts";
import { findFreeTimes, mergeFreeTimes } from "../../../web/src/google-calendar/freeTime.ts";

const account = (account_id: string, some: Partial<AccountConnection> = {}) =>
  ({ account_id, status: "connected", connected_at: null, ...some }) as AccountConnection;
const connectionOf = (...accounts: AccountConnection[]) =>
  ({ ...accounts[0], accounts }) as Connection;
const calendar = (id: string, some: Partial<Calendar> = {}) =>
  ({ id, account_id: "a1", primary: false, selected: false, ...some }) as Calendar;
const slot = (start: number, end: number) => ({
  start: `2026-08-10T${String(start).padStart(2, "0")}:00:00Z`,
  end: `2026-08-10T${String(end).padStart(2, "0")}:00:00Z`,
});

Deno.test("the account that came back from Google is the one that was connected last", () => {
  const ada = account("a1", { connected_at: "2026-08-01T09:00:00Z" });
  const alan = account("a2", { connected_at: "2026-08-01T11:00:00+01:00" });
  const grace = account("a3", { connected_at: "2026-09-01T00:00:00Z", status: "needs_reconnect" });
  assertEquals(newestAccount(connectionOf(ada, alan, grace))?.account_id, "a2");
  assertEquals(newestAccount(connectionOf(grace)), null);
  assertEquals(
    isAnyConnected(connectionOf(grace, ada)),
    true,
    "one dead account leaves the others",
  );
  assertEquals(isAnyConnected(connectionOf(grace)), false);
  assertEquals(isAnyConnected(null), false);
});

Deno.test("another attempt at Google is for the same account as the first", () => {
  assertEquals(readAttempt(), {});
  keepAttempt({ add_account: true });
  assertEquals(readAttempt(), { add_account: true });
  keepAttempt({ account_id: "a2" });
  assertEquals(readAttempt(), { account_id: "a2" });
  sessionStorage.clear();
});

Deno.test("a primary calendar has one name, and the only account has none in requests", () => {
  const primary = refOf(calendar("ada@example.com", { primary: true }));
  const lectures = refOf(calendar("lectures/1"));
  assertEquals(primary, { account_id: "a1", calendar_id: "primary" });
  assertEquals(refFrom(refKey(lectures)), lectures);
  const one = [account("a1")];
  assertEquals(refFields(primary, one), {});
  assertEquals(refFields(lectures, one), { calendar_id: "lectures/1" });
  assertEquals(refFields(primary, [...one, account("a2")]), { account_id: "a1" });
  assertEquals(
    new Set(["a1", "a2"].map((account_id) => eventKey({ id: "e", ...primary, account_id }))).size,
    2,
  );
});

Deno.test("Google's own page decides what is shown, until the person does; each person alone", () => {
  localStorage.clear();
  const own = calendar("me", { primary: true });
  const off = calendar("off");
  const shown = () =>
    [own, calendar("on", { selected: true }), off].map((one) => isShown(one, readShown("u1")));
  assertEquals(shown(), [true, true, false]);
  keepShown("u1", { [refKey(refOf(own))]: false, [refKey(refOf(off))]: true });
  assertEquals(shown(), [false, true, true]);
  assertEquals(readShown("u2"), {});
  localStorage.clear();
});

Deno.test("over several accounts, busy is busy in one and free is free in all", () => {
  const zone = { time_zone: "UTC", as_of: "2026-08-15T07:30:00Z" };
  const ada = { busy: [slot(9, 11)], free: [slot(8, 9), slot(11, 18)], ...zone };
  const alan = {
    busy: [slot(10, 12), slot(14, 15)],
    free: [slot(8, 10), slot(12, 14)],
    ...zone,
    as_of: "2026-08-15T07:45:00Z",
  };
  assertEquals(mergeFreeTimes([ada, alan]), {
    busy: [slot(9, 12), slot(14, 15)],
    free: [slot(8, 9), slot(12, 14)],
    ...zone,
  });
  assertEquals(mergeFreeTimes([ada, alan], 90)?.free, [slot(12, 14)]);
  assertEquals(mergeFreeTimes([ada]), ada);
  assertEquals(mergeFreeTimes([]), null);
});

Deno.test("each account is asked once for its calendars, fifty at a time; one failure stays its own", async () => {
  const asked: [string | undefined, number | undefined][] = [];
  const client = {
    findFreeTime: ({ account_id, calendar_id }: FreeTimeQuery) => {
      asked.push([account_id, calendar_id?.length]);
      return account_id === "a2"
        ? Promise.reject(new CalendarError({ code: "google_timeout", message: "" }))
        : Promise.resolve({ busy: [], free: [slot(8, 18)], time_zone: "UTC", as_of: "" });
    },
  } as unknown as CalendarClient;
  const many = Array.from({ length: 51 }, (_, n) => refOf(calendar(`c${n}`)));
  const other = refOf(calendar("x", { account_id: "a2" }));
  const { byAccount, failures } = await findFreeTimes(client, [...many, other], {
    time_min: slot(8, 9).start,
    time_max: slot(8, 18).end,
  });
  assertEquals(asked, [["a1", 50], ["a1", 1], ["a2", 1]]);
  assertEquals([...byAccount.keys()], ["a1"]);
  assertEquals([...failures].map(([id, { code }]) => [id, code]), [["a2", "google_timeout"]]);
});
