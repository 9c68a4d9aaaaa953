import { assertEquals } from "@std/assert";
import { addMonths, dateIn, readPlace, stepped, withPlace } from "./place.ts";

const read = (query: string) => readPlace(new URLSearchParams(query));

Deno.test("view, date and zone are read from the address", () => {
  assertEquals(read("view=month&date=2027-01-12&zone=Asia/Tokyo"), {
    view: "month",
    date: "2027-01-12",
    zone: "Asia/Tokyo",
  });
});

Deno.test("what is not valid in the address is ignored", () => {
  const nothing = { view: undefined, date: undefined, zone: undefined };
  for (
    const query of [
      "",
      "view=year&date=2027-02-30&zone=Mars/Base",
      "view=&date=&zone=",
      "view=toString&date=12.1.2027&zone=constructor",
      "date=99999-01-01",
      "date=0000-01-01",
    ]
  ) assertEquals(read(query), nothing, query);
});

Deno.test("a place is written beside what else is in the query, and read again", () => {
  const place = { view: "3-days", date: "2027-01-12", zone: "Europe/Berlin" } as const;
  const query = withPlace(new URLSearchParams("a=1&date=2026-01-01"), place);
  assertEquals([readPlace(query), query.get("a")], [place, "1"]);
  assertEquals(withPlace(query, {}).toString(), "a=1");
});

Deno.test("each view goes on by its own length", () => {
  assertEquals(stepped("week", "2026-12-28", 1), "2027-01-04");
  assertEquals(stepped("3-days", "2027-01-01", -1), "2026-12-29");
  assertEquals(stepped("day", "2028-02-28", 1), "2028-02-29");
  assertEquals(stepped("agenda", "2027-01-01", 1), "2027-01-31");
  assertEquals(stepped("month", "2027-01-31", 1), "2027-02-28");
  assertEquals(addMonths("2027-01-15", -1), "2026-12-15");
});

Deno.test("the agenda after a week or a month begins with its first day", () => {
  const thursday = "2026-12-03";
  assertEquals(dateIn("agenda", "week", thursday, 1), "2026-11-30");
  assertEquals(dateIn("agenda", "week", thursday, 0), "2026-11-29");
  assertEquals(dateIn("3-days", "month", thursday, 1), "2026-12-01");
  assertEquals(dateIn("agenda", "day", thursday, 1), thursday);
  assertEquals(dateIn("day", "week", thursday, 1), thursday);
});
