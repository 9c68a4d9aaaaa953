import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../tests/support/propertyRuns.ts";
import { isAllowedOrigin, parseAllowedOrigin } from "./origins.ts";

function parsed(value: string): string {
  const result = parseAllowedOrigin(value);
  if ("problem" in result) throw new Error(`${value}: ${result.problem}`);
  return result.origin;
}

Deno.test("an entry is kept in one form", () => {
  const forms: Record<string, string> = {
    "https://app.example.com": "https://app.example.com",
    " HTTPS://App.Example.COM:443/ ": "https://app.example.com",
    "http://127.0.0.1:5173": "http://127.0.0.1:5173",
    "http://[::1]:5173": "http://[::1]:5173",
    "https://m\u00fcller.example": "https://xn--mller-kva.example",
    "https://*-my-team.vercel.app": "https://*-my-team.vercel.app",
    "https://PR-*.Example.com:443/": "https://pr-*.example.com",
    "https://*.example.com": "https://*.example.com",
    "https://a.*.example.com:8443": "https://a.*.example.com:8443",
    "http://*.localhost:5173": "http://*.localhost:5173",
    "https://*-pr.m\u00fcller.example": "https://*-pr.xn--mller-kva.example",
    "capacitor://localhost": "capacitor://localhost",
    "ionic://localhost/": "ionic://localhost",
    "tauri://localhost": "tauri://localhost",
    "MyApp://Callback": "myapp://callback",
    "com.example.app://oauth": "com.example.app://oauth",
    "chrome-extension://abcdefghijklmnop": "chrome-extension://abcdefghijklmnop",
  };
  for (const [value, form] of Object.entries(forms)) assertEquals(parsed(value), form);
});

const NEVER = [
  ...["", "*", "null", "app.example.com", "localhost:5173", "//app.example.com", "https:", "x"],
  ...["https://", "https:///", "https://?", "https://app.example.com/path", "https://a.example?"],
  ...["https://a.example?x=1", "https://a.example#", "https://a.example/#x", "https://a.example/*"],
  ...["https://a.example https://b.example", "https://a.example;b.example", "https://a..example"],
  ...["https://user@a.example", "https://user:secret@a.example", "https://a.example:99999"],
  ...["https://a.example.", "https://.example.com", "https://a.example:port"],
  ...["https://*", "https://*:443", "https://*.com", "https://my-*.com", "https://app.example.*"],
  ...["https://**.example.com", "https://*-*.example.com", "https://*.*.example.com"],
  ...["https://a.example.com:*", "*://a.example.com", "http*://a.example.com", "https://*/x"],
  ...["https://*-x.example.com/path", "https://*-x.example.com?x", "https://*@x.example.com"],
  ...["https://x:*@y.example.com", "https://*-m\u00fc.example.com", "https://a%2a.example.com/*"],
  ...["https://*-x\u3002y.example.com", "https://a%2eb.*.example.com", "https://*x .example.com"],
  ...["myapp:", "myapp://", "myapp:///", "myapp:callback", "myapp://callback/path"],
  ...["myapp://callback?x", "myapp://callback#x", "myapp://*", "myapp://user@callback", "*://x"],
  ...["javascript://app.example.com", "javascript:alert(1)", "JAVASCRIPT://x", "data://x"],
  ...["file://localhost", "file:///", "blob://x", "blob:https://a.example", "about://blank"],
  ...["vbscript://x", "ws://a.example", "wss://a.example", "ftp://a.example", "intent://x"],
  ...["view-source://x", "filesystem://x", "mailto://x"],
];

Deno.test(`${NEVER.length} entries that could never match, or are too wide, are refused with a remedy`, () => {
  for (const value of NEVER) {
    const result = parseAllowedOrigin(value);
    assertEquals("problem" in result, true, JSON.stringify(value));
    if ("problem" in result) assertEquals(/secret/.test(result.problem), false);
  }
});

Deno.test("a * stands for part of a label, at least one character, and never for a dot", () => {
  const allowed = [
    "https://app.example.com",
    ...["https://*-my-team.vercel.app", "https://pr-*.example.com", "https://a*b.example.org:8443"],
    ...["http://*.localhost:5173", "myapp://callback"],
  ].map(parsed);
  const yes = [
    ...[
      "https://app.example.com",
      "https://x-my-team.vercel.app",
      "https://a-b-my-team.vercel.app",
    ],
    ...["https://pr-1.example.com", "https://axb.example.org:8443", "http://x.localhost:5173"],
    "myapp://callback",
  ];
  const no = [
    ...[
      "https://-my-team.vercel.app",
      "https://x.y-my-team.vercel.app",
      "https://x-my-team.vercel",
    ],
    ...[
      "https://x-my-team.vercel.app.evil.com",
      "http://x-my-team.vercel.app",
      "https://pr-.example.com",
    ],
    ...[
      "https://x-my-team.vercel.app:8443",
      "https://pr-1.example.com:1",
      "https://ab.example.org:8443",
    ],
    ...[
      "https://axb.example.org",
      "https://a.b.example.org:8443",
      "https://evil.com/-my-team.vercel.app",
    ],
    ...["https://evil.com#-my-team.vercel.app", "https://u@x-my-team.vercel.app", "null", ""],
    ...["https://*-my-team.vercel.app", "https://pr-1.example.com/", " https://pr-1.example.com"],
    ...["https://pr-1.example.com\n", "HTTPS://pr-1.example.com", "https://APP.example.com"],
    ...["myapp://callback/x", "myapp://callback.evil", "myapp://call", "http://localhost:5173"],
  ];
  for (const origin of yes) assertEquals(isAllowedOrigin(allowed, origin), true, origin);
  for (const origin of no) assertEquals(isAllowedOrigin(allowed, origin), false, origin);
});

Deno.test("what is accepted can match: each entry with its * filled in is allowed by itself", () => {
  const piece = fc.constantFrom(
    ...[
      "https://",
      "http://",
      "myapp://",
      "*",
      ".",
      "-",
      "a",
      "example",
      ".com",
      ":1",
      "/",
      "@",
      "%",
      "\u00fc",
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const result = parseAllowedOrigin(pieces.join(""));
      if ("problem" in result) return true;
      const filled = result.origin.replace("*", "x");
      const url = new URL(filled);
      const own = /^https?:$/.test(url.protocol) ? url.origin : `${url.protocol}//${url.host}`;
      return own === filled && isAllowedOrigin([result.origin], filled);
    }),
    { numRuns: PROPERTY_RUNS },
  );
});
