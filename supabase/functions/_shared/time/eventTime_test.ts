import { assert, assertEquals } from "@std/assert";
import { readTimes } from "./eventTime.ts";

Deno.test("readTimes names each field that is wrong", () => {
  assertEquals(
    readTimes({ start_datetime: "x", end_datetime: "2026-01-01T09:00:00" }),
    {
      problems: [
        {
          path: "start_datetime",
          message: "must be an RFC 3339 date-time such as 2026-08-15T09:00:00-07:00",
        },
        {
          path: "end_datetime",
          message: "needs an offset such as -07:00, or a time_zone beside it",
        },
      ],
    },
  );
  assertEquals(
    readTimes({
      start_datetime: "2026-01-01T09:00:00Z",
      end_datetime: "2026-01-01T10:00:00+02:00",
    }),
    { problems: [{ path: "end_datetime", message: "must be after start_datetime" }] },
  );
  assertEquals(
    readTimes({ start_datetime: "x", end_datetime: "x", time_zone: "Mars/Olympus" }),
    {
      problems: [{ path: "time_zone", message: "is not an IANA time zone such as Europe/Berlin" }],
    },
  );
});

Deno.test("readTimes writes a zone as IANA does, and the end's as the start's unless it has its own", () => {
  const local = { start_datetime: "2026-07-01T09:00", end_datetime: "2026-07-01T10:00" };
  assertEquals(readTimes({ ...local, time_zone: "europe/berlin" }), {
    start: { dateTime: "2026-07-01T09:00:00", timeZone: "Europe/Berlin" },
    end: { dateTime: "2026-07-01T10:00:00", timeZone: "Europe/Berlin" },
  });
  const flight = { ...local, time_zone: "etc/gmt+3", end_time_zone: "AMERICA/NEW_YORK" };
  assertEquals(readTimes(flight), {
    start: { dateTime: "2026-07-01T09:00:00", timeZone: "Etc/GMT+3" },
    end: { dateTime: "2026-07-01T10:00:00", timeZone: "America/New_York" },
  });
  const days = { start_date: "2026-07-01", end_date: "2026-07-02" };
  assertEquals(readTimes({ ...days, time_zone: null }), {
    start: { date: "2026-07-01", timeZone: undefined },
    end: { date: "2026-07-02", timeZone: undefined },
  });
});

Deno.test("readTimes leaves a zone that may be newer than this runtime to Google, beside an offset alone", () => {
  const zoned = (time_zone: string, at = "2026-07-01T09:00:00Z", to = "2026-07-01T10:00:00Z") => {
    const times = readTimes({ start_datetime: at, end_datetime: to, time_zone });
    return "start" in times ? times.start.timeZone : times.problems.map(({ path }) => path);
  };
  for (const name of ["GMT-03:00", "America/New_Place", "W. Europe Standard Time"]) {
    assertEquals(zoned(name), name);
    assertEquals(zoned(name, "2026-07-01T09:00:00"), ["time_zone"], name);
    assertEquals(zoned(name, "2026-07-01T09:00:00Z", "2026-07-01T10:00:00"), ["time_zone"], name);
  }
  for (const name of ["Mars/Olympus", "", "+02:00", "a/../b", "Zürich", "x".repeat(101), "A\n"]) {
    assertEquals(zoned(name), ["time_zone"], name);
  }
});

Deno.test("readTimes lets a timed event end when it starts only if told to", () => {
  const empty = {
    start_datetime: "2026-07-01T09:00:00Z",
    end_datetime: "2026-07-01T11:00:00+02:00",
  };
  assert("problems" in readTimes(empty));
  assert("start" in readTimes(empty, { mayBeEmpty: true }));
  assert(
    "problems" in readTimes({ start_date: "2026-07-01", end_date: "2026-07-01" }, {
      mayBeEmpty: true,
    }),
  );
});
