import { assertEquals } from "@std/assert";
import type { CalendarEvent, EventChange, EventResponse } from "../google-calendar/index.ts";
import { deletionOf } from "./deletion.ts";
import { isUnsaved, unsavedEvent, withWrites } from "./overlay.ts";

const ADA = { account_id: "ada", calendar_id: "primary" };

function event(id: string, day: number, some: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    ...ADA,
    id,
    summary: id,
    start_datetime: `2026-08-${day}T09:00:00Z`,
    end_datetime: `2026-08-${day}T10:00:00Z`,
    start_date: null,
    end_date: null,
    recurring_event_id: null,
    recurrence: null,
    ...some,
  } as CalendarEvent;
}

const occurrence = (day: number) =>
  event(`s_${day}`, day, {
    recurring_event_id: "s",
    original_start: `2026-08-${day}T09:00:00Z`,
    summary: "Seminar",
  });
const SERIES = event("s", 10, { recurrence: ["RRULE:FREQ=DAILY"] });
const WEEK = [occurrence(10), occurrence(11), event("single", 11), occurrence(12)];

const starts = (events: CalendarEvent[]) => events.map((one) => one.start_datetime?.slice(8, 16));
const titles = (events: CalendarEvent[]) => events.map(({ summary }) => summary);
const change = (
  before: CalendarEvent,
  request: EventChange,
) => [{ kind: "change" as const, before, request }];

Deno.test("a moved event stands where it was moved to, and the loaded one is untouched", () => {
  const before = WEEK[2]!;
  const moved = withWrites(
    WEEK,
    change(before, {
      start_datetime: "2026-08-12T07:00:00Z",
      end_datetime: "2026-08-12T08:00:00Z",
    }),
  );
  assertEquals(moved.find(({ id }) => id === "single")?.start_datetime, "2026-08-12T07:00:00Z");
  assertEquals(starts(WEEK)[2], "11T09:00");
});

Deno.test("an event that becomes all-day has no hours left", () => {
  const [shown] = withWrites(
    [event("a", 11)],
    change(event("a", 11), { start_date: "2026-08-11", end_date: "2026-08-12" }),
  );
  assertEquals([shown!.start_datetime, shown!.start_date], [null, "2026-08-11"]);
});

Deno.test("a later change lies over an earlier one of the same event", () => {
  const a = event("a", 11);
  const shown = withWrites([a], [
    ...change(a, { summary: "b", location: "Room 7" }),
    ...change(a, { summary: "c" }),
  ]);
  assertEquals([titles(shown), shown[0]!.location], [["c"], "Room 7"]);
});

Deno.test("a change of a series shows in each occurrence, which keeps its day", () => {
  const shown = withWrites(
    WEEK,
    change(SERIES, {
      summary: "Colloquium",
      start_datetime: "2026-08-10T11:00:00Z",
      end_datetime: "2026-08-10T11:30:00Z",
    }),
  );
  assertEquals(titles(shown), ["Colloquium", "Colloquium", "single", "Colloquium"]);
  assertEquals(starts(shown), ["10T11:00", "11T11:00", "11T09:00", "12T11:00"]);
  assertEquals(shown[0]!.end_datetime, "2026-08-10T11:30:00.000Z");
});

Deno.test("a change of this and later occurrences leaves the earlier ones", () => {
  const shown = withWrites(WEEK, change(WEEK[1]!, { summary: "New", scope: "following" }));
  assertEquals(titles(shown), ["Seminar", "New", "single", "New"]);
});

Deno.test("an answer shows in the person's own entry, of a series in every occurrence", () => {
  const attendees = [{ email: "a@x", self: true }, { email: "b@x", self: false }];
  const invited = WEEK.map((one) => ({ ...one, attendees }) as CalendarEvent);
  const response: EventResponse = { response_status: "accepted", comment: "Yes" };
  const answers = (events: CalendarEvent[]) =>
    events.map((one) => one.attendees!.map((guest) => guest.response_status ?? "-").join());
  const one = withWrites(invited, [{ kind: "answer", event: invited[2]!, response }]);
  assertEquals(answers(one).sort(), ["-,-", "-,-", "-,-", "accepted,-"]);
  const all = withWrites(invited, [{ kind: "answer", event: SERIES, response }]);
  assertEquals(answers(all), ["accepted,-", "accepted,-", "-,-", "accepted,-"]);
});

Deno.test("a new event is there before Google has it, and can be deleted again", () => {
  const shown = unsavedEvent({
    summary: "New",
    start_datetime: "2026-08-12T07:00:00Z",
    end_datetime: "2026-08-12T08:00:00Z",
    recurrence: ["RRULE:FREQ=DAILY"],
  }, ADA);
  assertEquals([isUnsaved(shown), shown.recurrence, isUnsaved(WEEK[0]!)], [true, undefined, false]);
  const create = { kind: "create" as const, event: shown };
  assertEquals(titles(withWrites(WEEK, [create])).at(-1), "New");
  const remove = { kind: "delete" as const, deletion: deletionOf(shown, {}) };
  assertEquals(withWrites(WEEK, [create, remove]), WEEK);
});

Deno.test("two deletions take two events away", () => {
  const writes = [WEEK[0]!, WEEK[2]!].map((one) => ({
    kind: "delete" as const,
    deletion: deletionOf(one, {}),
  }));
  assertEquals(withWrites(WEEK, writes).map(({ id }) => id), ["s_11", "s_12"]);
});
