import { assertEquals } from "@std/assert";
import { wayBack } from "../../../web/src/google-calendar/wayBack.ts";

const HERE = "https://example.com/app/settings/calendar";

Deno.test("a page of the same origin is a path for the app's router", () => {
  const paths: Record<string, string> = {
    "https://example.com/app/lectures/5?tab=a#part": "/app/lectures/5?tab=a#part",
    "https://example.com/": "/",
    "https://example.com/app/settings/calendar?tab=a": "/app/settings/calendar?tab=a",
    "https://example.com/app/settings/calendar#part": "/app/settings/calendar#part",
  };
  for (const [returnTo, path] of Object.entries(paths)) {
    assertEquals(wayBack(returnTo, HERE), { kind: "page", path });
  }
});

Deno.test("the page itself is here, also with the confirmation in its address", () => {
  for (const here of [HERE, `${HERE}#calendar=confirm&confirmation=x`]) {
    assertEquals(wayBack(HERE, here), { kind: "here" });
  }
});

Deno.test("another origin or app is elsewhere, and is told the outcome in the address", () => {
  const answers: [returnTo: string, connected: string, refused: string][] = [
    [
      "https://pr-7-my-team.vercel.app/lectures?x=1#y",
      "https://pr-7-my-team.vercel.app/lectures?x=1&calendar=connected#y",
      "https://pr-7-my-team.vercel.app/lectures?x=1&calendar=error&error=access_denied#y",
    ],
    [
      "myapp://callback/deep",
      "myapp://callback/deep?calendar=connected",
      "myapp://callback/deep?calendar=error&error=access_denied",
    ],
    [
      "http://example.com/app?calendar=error&error=old",
      "http://example.com/app?calendar=connected",
      "http://example.com/app?calendar=error&error=access_denied",
    ],
  ];
  for (const [returnTo, connected, refused] of answers) {
    assertEquals(wayBack(returnTo, HERE), { kind: "elsewhere", connected, refused });
  }
});
