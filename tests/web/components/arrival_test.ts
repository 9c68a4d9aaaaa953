import { assertEquals } from "@std/assert";
import { RETURN_CODES } from "../../../web/src/google-calendar/client.ts";
import {
  isAmbiguous,
  isAuthError,
  readArrival,
  withoutArrival,
} from "../../../web/src/google-calendar/arrival.ts";

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
