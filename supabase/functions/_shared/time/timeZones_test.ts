import { assert, assertEquals } from "@std/assert";
import { canonicalTimeZone, isTimeZone } from "./timeZones.ts";

Deno.test("isTimeZone knows IANA names and nothing else", () => {
  for (const name of ["Europe/Berlin", "UTC", "america/argentina/buenos_aires", "Etc/GMT+5"]) {
    assert(isTimeZone(name), name);
  }
  for (const name of ["", "Mars/Olympus", "+02:00", "Europe/Berlin ", "../etc", "Z", "GMT+2"]) {
    assert(!isTimeZone(name), name);
  }
});

Deno.test("a zone in any case has one name", () => {
  for (const zone of ["Europe/Berlin", "UTC", "Etc/GMT+7", "America/Argentina/Buenos_Aires"]) {
    for (const given of [zone, zone.toLowerCase(), zone.toUpperCase()]) {
      assertEquals(canonicalTimeZone(given), zone);
    }
  }
  for (const none of ["", "+01:00", "Mars/Olympus", "Europe/", "local", "Europe/Berlin\n", "Z"]) {
    assert(canonicalTimeZone(none) === undefined, none);
  }
});
