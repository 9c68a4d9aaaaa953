import { assertEquals } from "@std/assert";
import {
  isAmbiguous,
  isAuthError,
  readArrival,
  RETURN_CODES,
  withoutArrival,
} from "../../../web/src/google-calendar/client.ts";

const APP = "https://app.example";

Deno.test("the address contains the result of connecting", () => {
  assertEquals(readArrival(`${APP}/profile?calendar=connected`), { kind: "connected" });
  assertEquals(readArrival(`${APP}/profile?calendar=error&error=access_denied`), {
    kind: "error",
    code: "access_denied",
  });
  assertEquals(readArrival(`${APP}/profile?error=access_denied`), null);
  assertEquals(readArrival(`${APP}/profile?calendar=other`), null);
});

Deno.test("the secret of a confirmation is read only from the fragment", () => {
  const secret = "s-_1";
  assertEquals(readArrival(`${APP}/profile#calendar=confirm&confirmation=${secret}`), {
    kind: "confirm",
    confirmation: secret,
  });
  assertEquals(readArrival(`${APP}/profile?calendar=confirm&confirmation=${secret}`), null);
  assertEquals(readArrival(`${APP}/profile#calendar=confirm`), null);
});

Deno.test("cleaning the address keeps the parameters of others", () => {
  const clean = (rest: string) => withoutArrival(APP + rest);
  assertEquals(clean("/profile?calendar=error&error=state_invalid&tab=2"), "/profile?tab=2");
  assertEquals(clean("/profile#calendar=confirm&confirmation=x"), "/profile");
  assertEquals(clean("/resources/7?calendar=connected#notes"), "/resources/7#notes");
  assertEquals(clean("/profile?error=mine"), "/profile?error=mine");
});

Deno.test("Auth does not take the calendar's errors for its own", () => {
  const asked = (search: string) => {
    const url = new URL(`${APP}/profile${search}`);
    return isAuthError(url, Object.fromEntries(url.searchParams));
  };
  assertEquals(asked("?calendar=error&error=access_denied"), false);
  assertEquals(asked("?error=access_denied"), true);
  assertEquals(asked("?code=abc"), false);
});

Deno.test("a code with a definite cause is never taken for a repeated visit", () => {
  assertEquals(RETURN_CODES.filter(isAmbiguous), [
    "state_invalid",
    "connect_not_saved",
    "database_unavailable",
  ]);
  assertEquals(isAmbiguous("confirmation_expired"), true);
});

Deno.test("any address is read as a browser reads it", () => {
  // Whatever it holds, the standard's own parser agrees about the parameters.
  for (
    const rest of [
      "?a=1&calendar=connected",
      "?calendar=error&error=a%20b+c",
      "?calendar=error&error=50%",
      "?%63alendar=connected",
      "?calendar",
      "?&&calendar=connected&",
      "#calendar=confirm&confirmation=a%2Bb",
      "/?x=a?b#c#d",
      "",
    ]
  ) {
    for (const base of [APP, `${APP}/deep/page`, "myapp://callback"]) {
      const href = base + rest;
      const url = new URL(href);
      const arrival = readArrival(href);
      const [query, fragment] = [url.searchParams, new URLSearchParams(url.hash.slice(1))];
      const kind = query.get("calendar");
      const expected: unknown = fragment.get("calendar") === "confirm"
        ? { kind: "confirm", confirmation: fragment.get("confirmation") }
        : kind === "connected"
        ? { kind }
        : kind === "error"
        ? { kind, code: query.get("error") }
        : null;
      assertEquals<unknown>(arrival, expected, href);
      assertEquals(readArrival(APP + withoutArrival(href)), null, href);
    }
  }
});
