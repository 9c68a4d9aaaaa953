/** The mistakes that the doctor sees in settings and files, each made on purpose. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cp } from "node:fs/promises";
import { lineOf } from "../../tasks/doctor/check.ts";
import { examine } from "../../tasks/doctor/mod.ts";
import type { Subject } from "../../tasks/doctor/subject.ts";
import { line } from "./hosted.ts";

const PROJECT = "https://abcdefghijklmnopqrst.supabase.co";
const REDIRECT = `${PROJECT}/functions/v1/oauth-callback`;
const SECRET = `local-client-secret-${crypto.randomUUID()}`;
const KEY = crypto.getRandomValues(new Uint8Array(32)).toBase64();
const complete: Record<string, string | undefined> = {
  APP_URL: "https://app.example.com",
  GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
  GOOGLE_CLIENT_SECRET: SECRET,
  TOKEN_ENCRYPTION_KEYS: `k1:${KEY}`,
};

async function doctor(changes: typeof complete = {}, subject: Partial<Subject> = {}) {
  const settings = { ...complete, ...changes };
  const lines: string[] = [];
  const asked: Subject = {
    read: (name) => settings[name],
    folder: ".",
    projectUrl: PROJECT,
    clientFile: undefined,
    dbUrl: undefined,
    offline: true,
    ...subject,
  };
  for await (const finding of examine(asked)) lines.push(lineOf(finding));
  for (const secret of [SECRET, KEY]) assert(!lines.join("\n").includes(secret), "a secret");
  return lines;
}

const problems = (lines: string[]) => lines.filter((one) => one.startsWith("problem"));

Deno.test("the doctor finds no problem in correct settings", async () => {
  const lines = await doctor();
  assertEquals(problems(lines), []);
  assertEquals(line(lines, "TOKEN_ENCRYPTION_KEYS"), "ok       TOKEN_ENCRYPTION_KEYS: k1 seals");
});

Deno.test("the doctor says which settings are missing, and assumes none", async () => {
  const lines = await doctor({}, { projectUrl: undefined });
  assertEquals(problems(lines), []);
  assertEquals(
    line(lines, "API_URL"),
    "skipped  API_URL: give --project-ref or --project-url to know it",
  );
  assertStringIncludes(line(lines, "redirect address"), "skipped");
});

Deno.test("the doctor accepts an app under a path, previews and apps on phones", async () => {
  const lines = await doctor({
    APP_URL: "https://example.com/app",
    ALLOWED_ORIGINS: "https://*-my-team.vercel.app, capacitor://localhost",
  });
  assertEquals(problems(lines), []);
  assertStringIncludes(
    line(lines, "APP_URL"),
    "https://example.com/app, and 2 more in ALLOWED_ORIGINS",
  );
});

const MISTAKES: [name: string, changes: typeof complete, about: string, says: string][] = [
  [
    "a setting that is missing",
    { APP_URL: undefined },
    "APP_URL",
    "is not set -> Set it to the web app's address, for instance https://app.example.com",
  ],
  [
    "a client without its secret",
    { GOOGLE_CLIENT_SECRET: "" },
    "GOOGLE_CLIENT_SECRET",
    "is not set -> Set it, or GOOGLE_CLIENT_SECRETS to the content",
  ],
  [
    "a client id that is none of Google's",
    { GOOGLE_CLIENT_ID: "abc" },
    "GOOGLE_CLIENT_ID",
    "has no client id such as 1234567890-abc.apps.googleusercontent.com -> Copy it from Google",
  ],
  [
    "a client id in the place of the secret",
    { GOOGLE_CLIENT_SECRET: complete.GOOGLE_CLIENT_ID },
    "GOOGLE_CLIENT_SECRET",
    "has no client secret such as GOCSPX-abc",
  ],
  [
    "the project's address in the place of the web app's",
    { APP_URL: PROJECT },
    "APP_URL",
    "is the project's address -> set it to the web app's",
  ],
  [
    "the path of the client's file in the place of its content",
    { GOOGLE_CLIENT_SECRET: "", GOOGLE_CLIENT_SECRETS: "client_secret_1234.json" },
    "GOOGLE_CLIENT_SECRETS",
    "is not JSON -> Set it to the file's content, not to its path.",
  ],
  [
    "a key that is too short",
    { TOKEN_ENCRYPTION_KEYS: "k1:c2hvcnQ=" },
    "TOKEN_ENCRYPTION_KEYS",
    "each entry must be id:base64-of-32-bytes -> Set it to id:key",
  ],
  [
    "two keys of one name",
    { TOKEN_ENCRYPTION_KEYS: `k1:${KEY},k1:${KEY}` },
    "TOKEN_ENCRYPTION_KEYS",
    "two keys have the same id",
  ],
  [
    "a query in the web app's address",
    { APP_URL: "https://app.example.com/?page=profile" },
    "APP_URL",
    "must be an http(s) address without a query",
  ],
  [
    "a secret with a newline at its end",
    { GOOGLE_CLIENT_SECRET: `${SECRET}\n` },
    "GOOGLE_CLIENT_SECRET",
    "has a line break in it -> set GOOGLE_CLIENT_SECRET again, on one line",
  ],
  [
    "a secret with a newline inside",
    { GOOGLE_CLIENT_SECRET: SECRET.replace("-", "\n") },
    "GOOGLE_CLIENT_SECRET",
    "has a line break in it",
  ],
  [
    "a secret with the letters of a newline",
    { GOOGLE_CLIENT_SECRET: `${SECRET}\\n` },
    "GOOGLE_CLIENT_SECRET",
    "has a line break in it",
  ],
  [
    "the emulator's address for a hosted project",
    { GOOGLE_EMULATOR_URL: "http://127.0.0.1:54330" },
    "GOOGLE_EMULATOR_URL",
    "-> remove it: supabase secrets unset GOOGLE_EMULATOR_URL",
  ],
  [
    "the local API_URL for a hosted project",
    { API_URL: "http://127.0.0.1:54321" },
    "API_URL",
    "is an address of your own machine",
  ],
  [
    "a web app over http",
    { APP_URL: "http://app.example.com" },
    "APP_URL",
    "is http",
  ],
  [
    "a page for connections that is a whole address",
    { CONNECT_PATH: "https://app.example.com/settings" },
    "CONNECT_PATH",
    "must be a path below APP_URL",
  ],
  [
    "a page for connections with a query",
    { CONNECT_PATH: "/settings?tab=calendar" },
    "CONNECT_PATH",
    "a query or a fragment -> Set it to the page that confirms connections",
  ],
  [
    "an allowed origin with a path",
    { ALLOWED_ORIGINS: "https://preview.example.com/app" },
    "ALLOWED_ORIGINS",
    "each entry must be an origin",
  ],
  [
    "an allowed origin that is a browser's own word",
    { ALLOWED_ORIGINS: "javascript://app" },
    "ALLOWED_ORIGINS",
    "each entry must be http, https, or the scheme of an app",
  ],
  [
    "every site of a shared host allowed",
    { ALLOWED_ORIGINS: "https://*.vercel.app" },
    "ALLOWED_ORIGINS",
    "allows every site of vercel.app, whoever owns it -> name your own part of it",
  ],
  [
    "mirrored days that are no numbers",
    { MIRROR_DAYS: "a month" },
    "MIRROR_DAYS",
    "must be the days before and after today",
  ],
  [
    "a budget that is not a number",
    { USER_CALLS_PER_MINUTE: "many" },
    "USER_CALLS_PER_MINUTE",
    "must be a whole number from 1 to 999999999",
  ],
  [
    "a second factor that does not exist",
    { REQUIRED_AAL: "aal3" },
    "REQUIRED_AAL",
    "must be aal2",
  ],
  [
    "a key set without its keys",
    { SUPABASE_JWKS: '{"keys": [{"kid": "a"}]}' },
    "SUPABASE_JWKS",
    "holds a key",
  ],
  [
    "a secret key where browsers get theirs",
    { VITE_SUPABASE_PUBLISHABLE_KEY: ["sb", "secret", "local"].join("_") },
    "VITE_SUPABASE_PUBLISHABLE_KEY",
    "holds a secret key",
  ],
];

for (const [name, changes, about, says] of MISTAKES) {
  Deno.test(`the doctor sees ${name}`, async () => {
    const found = problems(await doctor(changes)).filter((one) => one.includes(`${about}: `));
    assertStringIncludes(found.join("\n"), says);
  });
}

const clientFile = (...redirect_uris: string[]) =>
  JSON.stringify({
    web: { client_id: complete.GOOGLE_CLIENT_ID, client_secret: SECRET, redirect_uris },
  });

Deno.test("the doctor finds the redirect address in the client's file", async () => {
  const lines = await doctor({}, { clientFile: clientFile("http://localhost/other", REDIRECT) });
  assertEquals(
    line(lines, "redirect address"),
    `ok       redirect address: ${REDIRECT} is registered`,
  );
});

const ADDRESSES: [name: string, registered: string, says: string][] = [
  ["by a slash", `${REDIRECT}/`, "which has a slash at the end"],
  ["by http", REDIRECT.replace("https", "http"), "which has http instead of https"],
  ["by its host", REDIRECT.replace("abc", "abd"), "another host, abdd"],
  [
    "by its path",
    REDIRECT.replace("oauth-callback", "callback"),
    "another path, /functions/v1/call",
  ],
  ["by a space", `${REDIRECT} `, "a space or a line break at one end"],
];
for (const [name, registered, says] of ADDRESSES) {
  Deno.test(`the doctor sees a redirect address that differs ${name}`, async () => {
    const found = line(
      await doctor({}, { clientFile: clientFile(registered) }),
      "redirect address",
    );
    assertStringIncludes(found, "problem");
    assertStringIncludes(found, says);
    assertStringIncludes(found, `register exactly ${REDIRECT}`);
  });
}

Deno.test("the doctor sees that no redirect address is registered", async () => {
  const found = line(await doctor({}, { clientFile: clientFile() }), "redirect address");
  assertStringIncludes(found, `problem  redirect address: ${REDIRECT} is not registered`);
});

Deno.test("the doctor reads the redirect address from GOOGLE_CLIENT_SECRETS as well", async () => {
  const lines = await doctor({
    GOOGLE_CLIENT_ID: undefined,
    GOOGLE_CLIENT_SECRET: undefined,
    GOOGLE_CLIENT_SECRETS: clientFile(`${REDIRECT}/`),
  });
  assertStringIncludes(line(lines, "redirect address"), "a slash at the end");
});

Deno.test("the doctor sees that the settings are of another client than the file", async () => {
  const lines = await doctor({ GOOGLE_CLIENT_ID: "5678-local.apps.googleusercontent.com" }, {
    clientFile: clientFile(REDIRECT),
  });
  assertStringIncludes(line(problems(lines), "GOOGLE_CLIENT_ID"), "is not the client of the");
});

Deno.test("the doctor sees that the client is one for desktops", async () => {
  const lines = await doctor({}, { clientFile: '{"installed": {}}' });
  assertStringIncludes(line(lines, "redirect address"), 'no "web" section');
});

async function withConfig(
  change: (text: string) => string,
  test: (folder: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir({ prefix: "doctor-" });
  try {
    await cp("supabase", `${folder}/supabase`, { recursive: true });
    const path = `${folder}/supabase/config.toml`;
    await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const BLOCK = /\[functions\.oauth-callback\]\nverify_jwt = false\n/;
const BLOCKS: [name: string, change: (text: string) => string, says: string][] = [
  [
    "verify_jwt left on for the callback",
    (text) => text.replace(BLOCK, "[functions.oauth-callback]\nverify_jwt = true\n"),
    "oauth-callback has verify_jwt left on: Google's redirect carries no session and is refused -> set verify_jwt = false under [functions.oauth-callback]",
  ],
  [
    "verify_jwt not mentioned",
    (text) => text.replace(BLOCK, "[functions.oauth-callback]\n"),
    "oauth-callback has verify_jwt left on",
  ],
  [
    "a function without a block",
    (text) => text.replace(/\[functions\.oauth-callback\](\n.+)+/, ""),
    "oauth-callback has no block",
  ],
  [
    "an import map that is not there",
    (text) =>
      text.replace(BLOCK, (block) => `${block}import_map = "./functions/import_map.json"\n`),
    "supabase/./functions/import_map.json of oauth-callback is not there -> remove import_map",
  ],
  ["a file that is not TOML", (text) => `${text}\n[functions`, "config.toml: is not TOML"],
];
for (const [name, change, says] of BLOCKS) {
  Deno.test(`the doctor sees ${name} in config.toml`, async () => {
    await withConfig(change, async (folder) => {
      assertStringIncludes(problems(await doctor({}, { folder })).join("\n"), says);
    });
  });
}

Deno.test("the doctor sees a function without its deno.json", async () => {
  await withConfig((text) => text, async (folder) => {
    await Deno.remove(`${folder}/supabase/functions/find-free-time/deno.json`);
    assertStringIncludes(
      problems(await doctor({}, { folder })).join("\n"),
      "supabase/functions/find-free-time/deno.json of find-free-time is not there -> put",
    );
  });
});

Deno.test("the doctor sees a block without its folder", async () => {
  await withConfig((text) => text, async (folder) => {
    await Deno.remove(`${folder}/supabase/functions/find-free-time`, { recursive: true });
    assertStringIncludes(
      problems(await doctor({}, { folder })).join("\n"),
      "find-free-time has a block and no folder",
    );
  });
});
