import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../tests/support/propertyRuns.ts";
import { confirmationAddress, returnAddress, withOutcome } from "./returnAddress.ts";

const web = {
  appUrl: "https://app.example.com",
  allowedOrigins: ["https://app.example.com", "https://preview.example.net"],
};

Deno.test("returnAddress takes paths of the app and addresses of allowed origins", () => {
  assertEquals(returnAddress("/", web), "https://app.example.com/");
  assertEquals(
    returnAddress("/resources/1?tab=a#b", web),
    "https://app.example.com/resources/1?tab=a#b",
  );
  assertEquals(
    returnAddress("https://preview.example.net/profile", web),
    "https://preview.example.net/profile",
  );
  const local = "http://127.0.0.1:5173";
  assertEquals(
    returnAddress(`${local}/profile`, { appUrl: local, allowedOrigins: [local] }),
    `${local}/profile`,
  );
  const longest = "/" + "a".repeat(1999);
  assertEquals(returnAddress(longest, web), `https://app.example.com${longest}`);
});

const LEAVING_THE_APP = [
  "",
  "profile",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/\u0000/evil.example",
  "https://evil.example",
  "https://app.example.com.evil.example/",
  "https://app.example.com@evil.example/",
  "https://evil.example#@app.example.com/",
  "https://evil.example?x=https://app.example.com",
  "https://user:pass@app.example.com/",
  "https://user@app.example.com/",
  "https://:pass@app.example.com/",
  "http://app.example.com/",
  "https://app.example.com:8443/",
  "https:app.example.com",
  "https:/evil.example",
  "HTTPS://evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "blob:https://app.example.com/x",
  "file:///etc/passwd",
  "ftp://app.example.com/",
  "https://xn--80ak6aa92e.com/",
  "https://[::1]/",
  "/\u200b/evil.example",
  "/" + "a".repeat(2000),
];

Deno.test(`returnAddress refuses ${LEAVING_THE_APP.length} ways to leave the app`, () => {
  for (const address of LEAVING_THE_APP) {
    assertEquals(returnAddress(address, web), undefined, JSON.stringify(address));
  }
});

Deno.test("returnAddress never leads to an origin that is not allowed, whatever it is given", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ":",
    "@",
    "evil.example",
    "app.example.com",
    "https:",
  );
  const address = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.webUrl(),
    fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))).map((pieces) => pieces.join("")),
    fc.string().map((rest) => `/${rest}`),
  );
  fc.assert(
    fc.property(address, (value) => {
      const result = returnAddress(value, web);
      return result === undefined || web.allowedOrigins.includes(new URL(result).origin);
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("withOutcome replaces an outcome that stands in the address already", () => {
  assertEquals(
    withOutcome("https://app.example.com/a?calendar=error&error=old&x=1#f"),
    "https://app.example.com/a?calendar=connected&x=1#f",
  );
  assertEquals(
    withOutcome("https://app.example.com/a", "access_denied"),
    "https://app.example.com/a?calendar=error&error=access_denied",
  );
});

Deno.test("confirmationAddress keeps the secret in the fragment of the profile page", () => {
  const url = new URL(confirmationAddress(web, "a-b_c"));
  assertEquals(url.origin + url.pathname + url.search, "https://app.example.com/profile");
  assertEquals(url.hash, "#calendar=confirm&confirmation=a-b_c");
});
