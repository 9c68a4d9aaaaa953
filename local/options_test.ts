import { assertEquals, assertThrows } from "@std/assert";
import { parseOptions } from "./options.ts";

Deno.test("options are the documented addresses by default", () => {
  assertEquals(parseOptions([]), {
    reset: false,
    data: ".local",
    functions: "supabase/functions",
    connectPath: undefined,
    appUrl: undefined,
    ports: { api: 54321, google: 54330, web: 5173 },
  });
});

Deno.test("options take other ports, another folder, another page and a reset", () => {
  const options = parseOptions([
    ...["--reset", "--data", "x", "--api-port=1", "--web-port", "0"],
    ...["--connect-path", "/settings/calendar", "--app-url=http://localhost:3000/app/"],
  ]);
  assertEquals(options, {
    reset: true,
    data: "x",
    functions: "supabase/functions",
    connectPath: "/settings/calendar",
    appUrl: "http://localhost:3000/app",
    ports: { api: 1, google: 54330, web: 0 },
  });
});

Deno.test("--help returns no options", () => {
  assertEquals(parseOptions(["--help"]), undefined);
});

Deno.test("invalid ports and unknown options are refused", () => {
  for (const port of ["", "x", "-1", "65536", "1.5", "1e3"]) {
    assertThrows(() => parseOptions([`--api-port=${port}`]), Error, "--api-port must be a port");
  }
  for (const url of ["", "x", "localhost:3000", "ftp://localhost", "http://a/?b", "http://a/#b"]) {
    assertThrows(() => parseOptions([`--app-url=${url}`]), Error, "--app-url must be an address");
  }
  assertThrows(() => parseOptions(["--resett"]), Error, "--resett");
});
