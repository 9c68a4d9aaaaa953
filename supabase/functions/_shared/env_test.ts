import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  parseEncryptionKeys,
  parseGoogle,
  parseMirror,
  parseProject,
  parseRequiredAal,
  parseUserBudgets,
  parseWeb,
} from "./env.ts";
import { ApiError } from "./errors.ts";

const KEY = btoa("k".repeat(32));

const CLIENT_ID = "1234-local.apps.googleusercontent.com";
const SECRET = "local-client-secret";

const complete: Record<string, string> = {
  SUPABASE_URL: "https://project.example.com",
  SUPABASE_PUBLISHABLE_KEYS: '{"default": "publishable"}',
  SUPABASE_SECRET_KEYS: '{"default": "secret"}',
  APP_URL: "https://app.example.com",
  GOOGLE_CLIENT_ID: CLIENT_ID,
  GOOGLE_CLIENT_SECRET: SECRET,
  TOKEN_ENCRYPTION_KEYS: `k1:${KEY}`,
};

function reader(changes: Record<string, string | undefined> = {}) {
  const values: Record<string, string | undefined> = { ...complete, ...changes };
  return (name: string) => values[name];
}

/** The cause that the log keeps: it names the variable. */
function remedy(parse: () => unknown): string {
  const error = assertThrows(parse, ApiError);
  assertEquals(error.code, "misconfigured");
  return (error.cause as Error).message;
}

Deno.test("settings of the platform are taken in the new form and in the old", () => {
  const expected = { publishableKey: "publishable", secretKey: "secret" };
  const { publishableKey, secretKey } = parseProject(reader());
  assertEquals({ publishableKey, secretKey }, expected);
  const old = parseProject(reader({
    SUPABASE_PUBLISHABLE_KEYS: undefined,
    SUPABASE_SECRET_KEYS: undefined,
    SUPABASE_ANON_KEY: "publishable",
    SUPABASE_SERVICE_ROLE_KEY: "secret",
  }));
  assertEquals({ publishableKey: old.publishableKey, secretKey: old.secretKey }, expected);
});

Deno.test("a server calls with any key of the dictionary, and with the legacy key only if there is no dictionary", () => {
  const keysOf = (changes: Parameters<typeof reader>[0]) =>
    parseProject(reader(changes)).secretKeys;
  const both = JSON.stringify({ default: "secret", jobs: "other", empty: "", odd: 1 });
  const legacy = { SUPABASE_SERVICE_ROLE_KEY: " legacy " };
  assertEquals(keysOf({}), ["secret"]);
  assertEquals(keysOf({ SUPABASE_SECRET_KEYS: both, ...legacy }), ["secret", "other"]);
  assertEquals(keysOf({ SUPABASE_SECRET_KEYS: undefined, ...legacy }), ["legacy"]);
  assertEquals(keysOf({ SUPABASE_SECRET_KEYS: "  ", ...legacy }), ["legacy"]);
});

Deno.test("API_URL decides where browsers reach the project, and so the redirect address", () => {
  assertEquals(
    parseGoogle(reader()).redirectUri,
    "https://project.example.com/functions/v1/oauth-callback",
  );
  assertEquals(
    parseGoogle(reader({ SUPABASE_URL: "http://kong:8000", API_URL: "http://127.0.0.1:54321/" }))
      .redirectUri,
    "http://127.0.0.1:54321/functions/v1/oauth-callback",
  );
});

Deno.test("the downloaded client_secret file works as a setting", () => {
  const file = JSON.stringify({
    web: { client_id: "5678-file.apps.googleusercontent.com", client_secret: SECRET },
  });
  const settings = parseGoogle(reader({
    GOOGLE_CLIENT_ID: undefined,
    GOOGLE_CLIENT_SECRET: undefined,
    GOOGLE_CLIENT_SECRETS: `${file}\n`,
  }));
  assertEquals([settings.clientId, settings.clientSecret], [
    "5678-file.apps.googleusercontent.com",
    SECRET,
  ]);
});

Deno.test("two clients that differ are refused, and the same one given twice is not", () => {
  const file = (id: string, secret?: string) =>
    JSON.stringify({ web: { client_id: id, client_secret: secret } });
  const given = (changes: Record<string, string | undefined>) => () => parseGoogle(reader(changes));
  const same = given({ GOOGLE_CLIENT_SECRETS: file(CLIENT_ID, SECRET) })();
  assertEquals([same.clientId, same.clientSecret], [CLIENT_ID, SECRET]);
  for (
    const changes of [
      { GOOGLE_CLIENT_SECRETS: file("other", SECRET) },
      { GOOGLE_CLIENT_SECRETS: file(CLIENT_ID, "other") },
      { GOOGLE_CLIENT_SECRETS: file("other", SECRET), GOOGLE_CLIENT_SECRET: undefined },
      { GOOGLE_CLIENT_SECRETS: file(CLIENT_ID, "other"), GOOGLE_CLIENT_ID: undefined },
    ]
  ) {
    const text = remedy(given(changes));
    for (const name of ["GOOGLE_CLIENT_SECRETS", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"]) {
      assertEquals(new RegExp(`\\b${name}\\b`).test(text), true, text);
    }
  }
  assertEquals(
    remedy(given({ GOOGLE_CLIENT_SECRETS: file(CLIENT_ID), GOOGLE_CLIENT_SECRET: undefined }))
      .includes("has no client_secret"),
    true,
  );
});

Deno.test("a trailing newline in a setting does no harm", () => {
  assertEquals(parseGoogle(reader({ GOOGLE_CLIENT_SECRET: `${SECRET}\n` })).clientSecret, SECRET);
  assertEquals(parseEncryptionKeys(reader({ TOKEN_ENCRYPTION_KEYS: `k1:${KEY}\n` })).length, 1);
});

Deno.test("a missing or malformed setting names the variable and never its value", () => {
  const google = (changes: Record<string, string | undefined>) =>
    remedy(() =>
      parseGoogle(
        reader({ GOOGLE_CLIENT_ID: undefined, GOOGLE_CLIENT_SECRET: undefined, ...changes }),
      )
    );
  const cases: [expected: string, actual: string][] = [
    ["SUPABASE_URL", remedy(() => parseProject(reader({ SUPABASE_URL: undefined })))],
    ["SUPABASE_URL", remedy(() => parseProject(reader({ SUPABASE_URL: "hunter2" })))],
    [
      "SUPABASE_SECRET_KEYS",
      remedy(() => parseProject(reader({ SUPABASE_SECRET_KEYS: "hunter2" }))),
    ],
    ["SUPABASE_SECRET_KEYS", remedy(() => parseProject(reader({ SUPABASE_SECRET_KEYS: "{}" })))],
    ["SUPABASE_JWKS", remedy(() => parseProject(reader({ SUPABASE_JWKS: "hunter2" })))],
    ["APP_URL", remedy(() => parseWeb(reader({ APP_URL: undefined })))],
    ["APP_URL", remedy(() => parseWeb(reader({ APP_URL: "https://hunter2@app.example.com" })))],
    ["ALLOWED_ORIGINS", remedy(() => parseWeb(reader({ ALLOWED_ORIGINS: "*" })))],
    ["GOOGLE_CLIENT_ID", google({})],
    ["GOOGLE_CLIENT_SECRET", google({ GOOGLE_CLIENT_ID: "client" })],
    ["GOOGLE_CLIENT_SECRETS", google({ GOOGLE_CLIENT_SECRETS: "client_secret_hunter2.json" })],
    ["GOOGLE_CLIENT_SECRETS", google({ GOOGLE_CLIENT_SECRETS: '{"installed": {}}' })],
    [
      "TOKEN_ENCRYPTION_KEYS",
      remedy(() => parseEncryptionKeys(reader({ TOKEN_ENCRYPTION_KEYS: "" }))),
    ],
    [
      "TOKEN_ENCRYPTION_KEYS",
      remedy(() => parseEncryptionKeys(reader({ TOKEN_ENCRYPTION_KEYS: "k1:hunter2" }))),
    ],
    [
      "TOKEN_ENCRYPTION_KEYS",
      remedy(() => parseEncryptionKeys(reader({ TOKEN_ENCRYPTION_KEYS: `k1:${KEY},k1:${KEY}` }))),
    ],
  ];
  for (const [name, message] of cases) {
    assertStringIncludes(message, name);
    assertEquals(message.includes("hunter2"), false, message);
  }
});

Deno.test("what cannot be a Google client is refused by the name of its variable, but not for the emulator", () => {
  const file = (id: string, secret = SECRET) => ({
    GOOGLE_CLIENT_ID: undefined,
    GOOGLE_CLIENT_SECRET: undefined,
    GOOGLE_CLIENT_SECRETS: JSON.stringify({ web: { client_id: id, client_secret: secret } }),
  });
  const cases: [changes: Record<string, string | undefined>, name: string][] = [
    [{ GOOGLE_CLIENT_ID: "abc" }, "GOOGLE_CLIENT_ID"],
    [{ GOOGLE_CLIENT_ID: "local.apps.googleusercontent.com" }, "GOOGLE_CLIENT_ID"],
    [{ GOOGLE_CLIENT_ID: `https://${CLIENT_ID}` }, "GOOGLE_CLIENT_ID"],
    [{ GOOGLE_CLIENT_ID: `${CLIENT_ID}.evil.example` }, "GOOGLE_CLIENT_ID"],
    [{ GOOGLE_CLIENT_SECRET: "hush" }, "GOOGLE_CLIENT_SECRET"],
    [{ GOOGLE_CLIENT_SECRET: CLIENT_ID }, "GOOGLE_CLIENT_SECRET"],
    [{ GOOGLE_CLIENT_SECRET: "****************" }, "GOOGLE_CLIENT_SECRET"],
    [file("abc"), "GOOGLE_CLIENT_SECRETS"],
    [file(CLIENT_ID, "hush"), "GOOGLE_CLIENT_SECRETS"],
  ];
  for (const [changes, name] of cases) {
    const read = reader(changes);
    assertEquals(remedy(() => parseGoogle(read)).split(":")[0], name);
    const GOOGLE_EMULATOR_URL = "http://127.0.0.1:54330";
    parseGoogle((name) => name === "GOOGLE_EMULATOR_URL" ? GOOGLE_EMULATOR_URL : read(name));
  }
  for (const id of [CLIENT_ID, "1234.apps.googleusercontent.com"]) {
    assertEquals(parseGoogle(reader({ GOOGLE_CLIENT_ID: id })).clientId, id);
  }
});

Deno.test("GOOGLE_EMULATOR_URL is refused unless it is loopback", () => {
  const parse = (url: string) => parseGoogle(reader({ GOOGLE_EMULATOR_URL: url }));
  assertEquals(parse("http://127.0.0.1:54330/").emulatorUrl, "http://127.0.0.1:54330");
  const refused = [
    "https://evil.example",
    "http://127.0.0.1.evil.example",
    "http://evil.example#127.0.0.1",
    "http://127.0.0.1@evil.example",
    "http://10.0.0.1:54330",
    "http://127.0.0.1:54330/path",
  ];
  for (const url of refused) assertStringIncludes(remedy(() => parse(url)), "GOOGLE_EMULATOR_URL");
});

Deno.test("APP_URL may have a path, and its origin is allowed", () => {
  const parsed: [value: string, appUrl: string, origin: string][] = [
    ["https://app.example.com", "https://app.example.com", "https://app.example.com"],
    ["https://app.example.com/", "https://app.example.com", "https://app.example.com"],
    ["HTTPS://App.Example.com:443/", "https://app.example.com", "https://app.example.com"],
    ["https://example.com/app", "https://example.com/app", "https://example.com"],
    ["https://example.com/app/", "https://example.com/app", "https://example.com"],
    ["https://example.com/App/v~2", "https://example.com/App/v~2", "https://example.com"],
    ["https://example.com/app/../b", "https://example.com/b", "https://example.com"],
    ["http://localhost:5173/app", "http://localhost:5173/app", "http://localhost:5173"],
    ["http://[::1]:5173", "http://[::1]:5173", "http://[::1]:5173"],
  ];
  for (const [value, appUrl, origin] of parsed) {
    const connectPath = "/profile";
    assertEquals(
      parseWeb(reader({ APP_URL: value })),
      { appUrl, connectPath, allowedOrigins: [origin] },
      value,
    );
  }
  const refused = [
    "https://example.com/app?x=hunter2",
    "https://example.com/app?",
    "https://example.com/#/app",
    "https://example.com/app#",
    "https://example.com/*",
    "https://*.example.com",
    "https://example.com//app",
    "https://example.com/a//b",
    "https://user:hunter2@example.com/app",
    "https://a.example.com;b.example.com",
    "capacitor://localhost",
    "app.example.com",
    "/app",
    "javascript:alert(1)",
  ];
  for (const value of refused) {
    const message = remedy(() => parseWeb(reader({ APP_URL: value })));
    assertStringIncludes(message, "APP_URL: must be an http(s) address");
    assertStringIncludes(message, "Set it to");
    assertEquals(message.includes("hunter2"), false, message);
  }
});

Deno.test("CONNECT_PATH is a path below the app's own, and /profile if it is not set", () => {
  const parsed: Record<string, string> = {
    "": "/profile",
    "  ": "/profile",
    "/": "/",
    "/settings/calendar": "/settings/calendar",
    " /settings/calendar ": "/settings/calendar",
    "/settings/calendar/": "/settings/calendar/",
    "/Settings/v~2/@me/a%20b": "/Settings/v~2/@me/a%20b",
    "/.well-known/..calendar...": "/.well-known/..calendar...",
    "/kalender/\u00fcbersicht": "/kalender/%C3%BCbersicht",
    "/app/x": "/app/x",
  };
  for (const [value, path] of Object.entries(parsed)) {
    assertEquals(parseWeb(reader({ CONNECT_PATH: value })).connectPath, path, value);
  }
  assertEquals(parseWeb(reader()).connectPath, "/profile");
});

const NO_CONNECT_PATHS = [
  ...["profile", "settings/calendar", "//evil.example", "///x", "/a//b", "/a//", "//"],
  ...[
    "/\\evil.example",
    "\\x",
    "/a\\b",
    "/a?x=hunter2",
    "/a?",
    "/a#x",
    "/a#",
    "/#/calendar",
    "?x",
    "#x",
  ],
  ...[
    "https://app.example.com/profile",
    "https:/x",
    "javascript:alert(1)",
    "@evil.example",
    ":80/x",
  ],
  ...[
    ".evil.example",
    "*",
    "/*",
    "/a/*/b",
    "/a b",
    "/a\tb",
    "/a\nb",
    "/a\u0000b",
    "/\t/evil.example",
  ],
  ...["/..", "/.", "/../admin", "/a/../b", "/a/./b", "/%2e%2E/admin", "/a/.%2e", "/a/%2e", "/a|b"],
  ...['/a"b', "/<x>", "/${PATH}"],
];

Deno.test(`CONNECT_PATH refuses ${NO_CONNECT_PATHS.length} values, with a remedy`, () => {
  for (const value of NO_CONNECT_PATHS) {
    const message = remedy(() => parseWeb(reader({ CONNECT_PATH: value })));
    assertStringIncludes(message, "CONNECT_PATH: must be a path below APP_URL", value);
    assertStringIncludes(message, "Set it to");
    assertEquals(message.includes("hunter2"), false, message);
  }
});

Deno.test("ALLOWED_ORIGINS are kept in one form, each once", () => {
  const value =
    " https://Preview.Example.net/ ,https://*-My-Team.vercel.app, MyApp://Callback/,,https://app.example.com,https://preview.example.net:443";
  assertEquals(parseWeb(reader({ ALLOWED_ORIGINS: value })).allowedOrigins, [
    "https://app.example.com",
    "https://preview.example.net",
    "https://*-my-team.vercel.app",
    "myapp://callback",
  ]);
});

Deno.test("a user's budgets have defaults, and take whole numbers only", () => {
  assertEquals(parseUserBudgets(reader()), { callsPerMinute: 600, connectsPerHour: 100 });
  assertEquals(
    parseUserBudgets(reader({ USER_CALLS_PER_MINUTE: " 30 ", USER_CONNECTS_PER_HOUR: "1" })),
    { callsPerMinute: 30, connectsPerHour: 1 },
  );
  for (const value of ["0", "-1", "1.5", "1e3", "many", "0x10", "9999999999"]) {
    for (const name of ["USER_CALLS_PER_MINUTE", "USER_CONNECTS_PER_HOUR"]) {
      assertStringIncludes(remedy(() => parseUserBudgets(reader({ [name]: value }))), `${name}: `);
    }
  }
});

Deno.test("REQUIRED_AAL is aal2, or every session will do", () => {
  assertEquals(parseRequiredAal(reader()), undefined);
  assertEquals(parseRequiredAal(reader({ REQUIRED_AAL: "aal1" })), undefined);
  assertEquals(parseRequiredAal(reader({ REQUIRED_AAL: "aal2" })), "aal2");
  for (const value of ["aal3", "AAL2", "2", "true"]) {
    assertStringIncludes(remedy(() => parseRequiredAal(reader({ REQUIRED_AAL: value }))), "aal2");
  }
});

Deno.test("CALENDAR_LIST is on or off, and off by default", () => {
  const parse = (value?: string) => parseGoogle(reader({ CALENDAR_LIST: value })).calendarList;
  assertEquals([parse(), parse("off"), parse(" on "), parse("ON")], [false, false, true, true]);
  for (const value of ["true", "1", "yes", "o n"]) {
    assertStringIncludes(remedy(() => parse(value)), "CALENDAR_LIST: must be on, off");
  }
});

Deno.test("the mirror's settings have defaults, and name what is wrong", () => {
  const parse = (changes: Record<string, string> = {}) => parseMirror(reader(changes));
  assertEquals(parse(), {
    atConnect: false,
    daysBack: 30,
    daysAhead: 180,
    timesOnly: false,
    callsPerDay: 500_000,
    pushAddress: "https://project.example.com/functions/v1/calendar-push",
  });
  const { atConnect, daysBack, daysAhead, timesOnly, callsPerDay } = parse({
    MIRROR: " Primary ",
    MIRROR_DAYS: "0, 7",
    MIRROR_FIELDS: "times",
    MIRROR_CALLS_PER_DAY: "1000",
  });
  assertEquals([atConnect, daysBack, daysAhead, timesOnly, callsPerDay], [true, 0, 7, true, 1000]);
  const wrong: [name: string, value: string][] = [
    ["MIRROR", "on"],
    ["MIRROR_DAYS", "30"],
    ["MIRROR_DAYS", "30,0"],
    ["MIRROR_DAYS", "-1,5"],
    ["MIRROR_DAYS", "30,1000"],
    ["MIRROR_FIELDS", "none"],
    ["MIRROR_CALLS_PER_DAY", "0"],
  ];
  for (const [name, value] of wrong) {
    assertStringIncludes(remedy(() => parse({ [name]: value })), `${name}: must be`);
  }
});

Deno.test("Google posts to an https address, and the emulator to a loopback one; others are polled", () => {
  const address = (API_URL: string, GOOGLE_EMULATOR_URL?: string) =>
    parseMirror(reader({ API_URL, GOOGLE_EMULATOR_URL })).pushAddress;
  const emulator = "http://127.0.0.1:54330";
  const local = "http://127.0.0.1:54321";
  assertEquals(
    address("https://api.example.com"),
    "https://api.example.com/functions/v1/calendar-push",
  );
  assertEquals(address("http://api.example.com"), undefined);
  assertEquals(address(local), undefined);
  assertEquals(address(local, emulator), `${local}/functions/v1/calendar-push`);
  assertEquals(address("https://api.example.com", emulator), undefined);
});
