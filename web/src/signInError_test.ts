import { assertEquals } from "@std/assert";
import { readSignInError } from "./signInError.ts";

const PROFILE = "https://app.example/profile";

Deno.test("a failed sign-in is one of the app's own errors, whatever Auth says", () => {
  for (const at of ["?error=server_error&error_description=PKCE+blew+up", "#error=server_error"]) {
    assertEquals(readSignInError(PROFILE + at), "failed");
  }
  assertEquals(readSignInError(`${PROFILE}?error=access_denied`), "access_denied");
});

Deno.test("the calendar's errors and plain addresses are not failed sign-ins", () => {
  assertEquals(readSignInError(`${PROFILE}?calendar=error&error=access_denied`), null);
  assertEquals(readSignInError(PROFILE), null);
});
