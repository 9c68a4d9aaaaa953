import { assert, assertEquals, assertNotMatch } from "@std/assert";
import { readSignInError } from "./signInError.ts";

const PROFILE = "https://app.example/profile";

Deno.test("a failed sign-in shows the app's own text, not Auth's", () => {
  for (const at of ["?error=server_error&error_description=PKCE+blew+up", "#error=server_error"]) {
    const words = readSignInError(PROFILE + at);
    assert(words);
    assertNotMatch(words, /PKCE|server_error/);
  }
});

Deno.test("the calendar's errors and plain addresses are not failed sign-ins", () => {
  assertEquals(readSignInError(`${PROFILE}?calendar=error&error=access_denied`), null);
  assertEquals(readSignInError(PROFILE), null);
});
