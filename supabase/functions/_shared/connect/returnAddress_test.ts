import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import {
  confirmationAddress,
  connectAddress,
  returnAddress,
  withOutcome,
} from "./returnAddress.ts";

const web = {
  appUrl: "https://app.example.com",
  connectPath: "/profile",
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
    returnAddress(`${local}/profile`, { ...web, appUrl: local, allowedOrigins: [local] }),
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

const apps = {
  appUrl: "https://example.com/app",
  connectPath: "/settings/calendar",
  allowedOrigins: [
    "https://example.com",
    "https://*-my-team.vercel.app",
    "capacitor://localhost",
    "myapp://callback",
  ],
};

Deno.test("a path is below the app's own, and one that starts with it is taken as it is", () => {
  const paths: Record<string, string> = {
    "/": "/app/",
    "/profile": "/app/profile",
    "/profile?tab=a#b": "/app/profile?tab=a#b",
    "/app": "/app",
    "/app?x=1": "/app?x=1",
    "/app/": "/app/",
    "/app/profile": "/app/profile",
    "/application": "/app/application",
    "/App/profile": "/app/App/profile",
    "/a/../b": "/app/b",
    "/https://evil.example": "/app/https://evil.example",
  };
  for (const [path, leadsTo] of Object.entries(paths)) {
    assertEquals(returnAddress(path, apps), `https://example.com${leadsTo}`, path);
  }
  for (const path of ["/../admin", "/%2e%2E/admin", "/a/../../admin", "/app/../admin", "/app/.."]) {
    assertEquals(returnAddress(path, apps), undefined, path);
  }
  assertEquals(returnAddress("https://example.com/other", apps), "https://example.com/other");
  assertEquals(connectAddress(apps), "https://example.com/app/settings/calendar");
  assertEquals(
    confirmationAddress(apps, "s"),
    "https://example.com/app/settings/calendar#calendar=confirm&confirmation=s",
  );
});

Deno.test("returnAddress takes addresses of apps and of previews that are allowed", () => {
  const addresses = [
    "myapp://callback",
    "myapp://callback?x=1",
    "myapp://callback/a/b?x=1#y",
    "capacitor://localhost/profile",
    "https://pr-1-my-team.vercel.app/profile?x=1",
    "https://a_b-my-team.vercel.app/",
  ];
  for (const address of addresses) assertEquals(returnAddress(address, apps), address);
  assertEquals(returnAddress("MyApp://callback/x", apps), "myapp://callback/x");
});

const LEAVING_FOR_ANOTHER_APP = [
  "https://evil.com#-my-team.vercel.app",
  "https://evil.com/-my-team.vercel.app",
  "https://evil.com?-my-team.vercel.app",
  "https://evil.com\\-my-team.vercel.app",
  "https://evil.com:1-my-team.vercel.app",
  "https://evil.com%23-my-team.vercel.app",
  "https://evil.com%2f-my-team.vercel.app",
  "https://x.evil-my-team.vercel.app",
  "https://evil.com.-my-team.vercel.app",
  "https://x\u3002evil-my-team.vercel.app",
  "https://-my-team.vercel.app",
  "https://*-my-team.vercel.app",
  "https://x-my-team.vercel.app.evil.com",
  "https://x-my-team.vercel.app:8443",
  "https://user@x-my-team.vercel.app",
  "https://x-my-team.vercel.app@evil.com",
  "http://x-my-team.vercel.app",
  "https://x-my-team-vercel.app",
  "https://vercel.app",
  "https://x\u0000-my-team.vercel.app",
  "myapp://other",
  "myapp://callback.evil",
  "myapp://callback@evil",
  "myapp://user@callback",
  "myapp://callback:80",
  "myapp://callback%2eevil",
  "myapp://callback\\evil",
  "myapp:callback",
  "myapp:/callback",
  "myapp:///callback",
  "myapp:////callback",
  "myapp2://callback",
  "yourapp://callback",
  "xmyapp://callback",
  "javascript://callback/%0aalert(1)",
  "javascript://localhost/%0aalert(1)",
  "data://callback",
  "file://localhost/etc/passwd",
  "blob:https://example.com/x",
  "intent://callback#Intent;scheme=myapp;end",
  "view-source:https://example.com",
  "capacitor://localhost.evil",
  "capacitor://localhost:8100",
  "ionic://localhost",
  "null",
];

Deno.test(`returnAddress refuses ${LEAVING_FOR_ANOTHER_APP.length} ways to leave for an app or preview that is not allowed`, () => {
  for (const address of LEAVING_FOR_ANOTHER_APP) {
    assertEquals(returnAddress(address, apps), undefined, JSON.stringify(address));
  }
  for (const address of LEAVING_THE_APP) {
    const result = returnAddress(address, apps);
    assertEquals(result, undefined, JSON.stringify(address));
  }
});

Deno.test("returnAddress never leaves what is allowed, whatever it is given, with apps and previews", () => {
  const piece = fc.constantFrom(
    ...["/", "\\", "//", ":", "@", "#", "?", "..", "%2e", "*", "evil", ".", "-my-team.vercel.app"],
    ...["https://", "myapp://", "callback", "capacitor://localhost", "/app", "example.com"],
  );
  const address = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })))
    .map((pieces) => pieces.join(""));
  const stays = (value: string) => {
    const { protocol, host, username } = new URL(value);
    if (username !== "") return false;
    if (protocol === "https:" && host === "example.com") return true;
    if (protocol === "https:") return /^[a-z0-9_-]+-my-team\.vercel\.app$/.test(host);
    return ["myapp: callback", "capacitor: localhost"].includes(`${protocol} ${host}`);
  };
  fc.assert(
    fc.property(address, (value) => {
      const result = returnAddress(value, apps);
      if (result === undefined) return true;
      // A path leads below the app's own.
      if (value.startsWith("/")) return /^https:\/\/example\.com\/app(?=[/?#]|$)/.test(result);
      return stays(result);
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("withOutcome tells the outcome to an app by its own address", () => {
  assertEquals(withOutcome("myapp://callback?x=1"), "myapp://callback?x=1&calendar=connected");
  assertEquals(
    withOutcome("myapp://callback?calendar=error&error=old#f"),
    "myapp://callback?calendar=connected#f",
  );
  assertEquals(
    withOutcome("capacitor://localhost/profile", "access_denied"),
    "capacitor://localhost/profile?calendar=error&error=access_denied",
  );
  assertEquals(withOutcome("tauri://localhost"), "tauri://localhost?calendar=connected");
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

Deno.test("confirmationAddress keeps the secret in the fragment of the page at CONNECT_PATH", () => {
  const url = new URL(confirmationAddress(web, "a-b_c"));
  assertEquals(url.origin + url.pathname + url.search, "https://app.example.com/profile");
  assertEquals(url.hash, "#calendar=confirm&confirmation=a-b_c");
});
