/**
 * Reads the environment: once per instance, when a setting is first needed. No other file reads it. A
 * missing or malformed setting throws `misconfigured`, whose cause names the variable and the remedy.
 *
 * @module
 */
import { ApiError } from "./errors.ts";
import { type GoogleClient, parseGoogleClient } from "./googleClientSettings.ts";
import { parseJwks } from "./keySetSettings.ts";
import { type MirrorSettings, parseMirrored, pushAddressOf } from "./mirrorSettings.ts";
import { parseAllowedOrigin } from "./origins.ts";

/** The value of a variable, as from `Deno.env.get`. */
export type ReadVariable = (name: string) => string | undefined;

/** The project's addresses and keys. */
export interface ProjectSettings {
  /** The project's address for the functions, without a trailing slash. */
  supabaseUrl: string;
  /** The project's address for browsers. The redirect address and the token issuer are under it. */
  apiUrl: string;
  publishableKey: string;
  secretKey: string;
  /** Every key that a server may call with, `secretKey` among them. */
  secretKeys: string[];
  /** A copy of the public keys for session tokens, if the platform provides one. */
  jwks: { keys: JsonWebKey[] } | undefined;
}

/** The web app, and who else may call. */
export interface WebSettings {
  /** The address of the app's pages, which callbacks return to: with a path if the app has one, without a trailing slash. */
  appUrl: string;
  /** The path, below `appUrl`, of the page where a connection is confirmed. */
  connectPath: string;
  /** The origins that may call the functions, the app's own first. An entry may have a `*` within a label. */
  allowedOrigins: string[];
}

/** The OAuth client, what it asks for, its redirect address, and the emulator. */
export interface GoogleSettings extends GoogleClient {
  /** Whether the list of the user's calendars is asked for. */
  calendarList: boolean;
  redirectUri: string;
  /** A loopback address that replaces every Google host. */
  emulatorUrl: string | undefined;
}

/** How much one user may request. */
export interface UserBudgets {
  /** Requests that call Google, and confirmations of a connection. */
  callsPerMinute: number;
  /** Authorization requests. */
  connectsPerHour: number;
}

/** A key for sealing tokens. */
export interface EncryptionKey {
  id: string;
  bytes: Uint8Array;
}

function misconfigured(name: string, remedy: string): ApiError {
  return new ApiError("misconfigured", { cause: new Error(`${name}: ${remedy}`) });
}

function required(read: ReadVariable, name: string, remedy: string): string {
  const value = read(name)?.trim();
  if (!value) throw misconfigured(name, `is not set. ${remedy}`);
  return value;
}

function parseOrigin(name: string, value: string): string {
  const url = parseAddress(value);
  if (!url || url.pathname !== "/") {
    throw misconfigured(name, "must be an origin such as https://app.example.com, without a path");
  }
  return url.origin;
}

/** An http or https address with nothing but an origin and a path; undefined for any other text. */
function parseAddress(value: string): URL | undefined {
  const url = URL.parse(value.trim());
  if (!url || !/^https?:$/.test(url.protocol) || /[?#*]/.test(value)) return undefined;
  return url.username || url.password ? undefined : url;
}

/** Where the secret keys are: the dictionary of the new ones, and the legacy service_role key. */
const SECRET = ["SUPABASE_SECRET_KEYS", "SUPABASE_SERVICE_ROLE_KEY"] as const;

/** The key named `default`, else the first, of the dictionary that the platform provides; without a dictionary the single key. */
function projectKey(read: ReadVariable, dictionaryName: string, singleName: string): string {
  const dictionary = read(dictionaryName)?.trim();
  if (!dictionary) {
    return required(read, singleName, `The platform provides it, or ${dictionaryName}.`);
  }
  try {
    const keys = JSON.parse(dictionary) as Record<string, string>;
    const key = keys.default ?? Object.values(keys)[0];
    if (typeof key === "string" && key) return key;
  } catch {
    // The error below covers this too.
  }
  throw misconfigured(dictionaryName, 'must be a JSON object such as {"default": "<key>"}');
}

/**
 * The keys that make a caller the project's server: every key of the dictionary; without a dictionary the
 * legacy one. With a dictionary the legacy key is none: the platform provides it even after it was switched
 * off (https://github.com/supabase/supabase/issues/37648). The dictionary must have been checked before.
 */
function serverKeys(read: ReadVariable): string[] {
  const dictionary = read(SECRET[0])?.trim();
  const keys: unknown[] = dictionary
    ? Object.values(JSON.parse(dictionary))
    : [read(SECRET[1])?.trim()];
  return keys.filter((key): key is string => typeof key === "string" && key !== "");
}

/** The project's settings. Throws `misconfigured`, as every parser here does. */
export function parseProject(read: ReadVariable): ProjectSettings {
  const supabaseUrl = parseOrigin(
    "SUPABASE_URL",
    required(read, "SUPABASE_URL", "The platform provides it."),
  );
  return {
    supabaseUrl,
    apiUrl: parseOrigin("API_URL", read("API_URL")?.trim() || supabaseUrl),
    publishableKey: projectKey(read, "SUPABASE_PUBLISHABLE_KEYS", "SUPABASE_ANON_KEY"),
    secretKey: projectKey(read, ...SECRET),
    secretKeys: serverKeys(read),
    jwks: parseJwks(read("SUPABASE_JWKS"), misconfigured),
  };
}

const APP_URL_REMEDY =
  "Set it to the web app's address, for instance https://app.example.com or https://example.com/app.";

/** A path that every server and browser reads in the same way. */
const APP_PATH = /^(\/[\w.~!$&'()+,;=:@%-]+)*\/?$/;

function parseAppUrl(value: string): URL {
  const url = parseAddress(value);
  if (!url || !APP_PATH.test(url.pathname) || "problem" in parseAllowedOrigin(url.origin)) {
    throw misconfigured(
      "APP_URL",
      `must be an http(s) address without a query, a fragment, a user name or a *. ${APP_URL_REMEDY}`,
    );
  }
  return url;
}

/** A segment that a browser resolves (RFC 3986, section 5.2.4), so that the path is another than it looks. */
const DOT_SEGMENT = /\/(\.|%2e){1,2}(\/|$)/i;

/** The characters of `APP_PATH`, and letters of any language, which the URL parser encodes. */
const CONNECT_PATH = /^\/([\w.~!$&'()+,;=:@%/-]|[^\p{ASCII}\s])*$/u;

function parseConnectPath(value: string): string {
  const isPath = CONNECT_PATH.test(value) && !DOT_SEGMENT.test(value);
  const url = isPath ? URL.parse(`http://app.invalid${value}`) : null;
  if (url && APP_PATH.test(url.pathname)) return url.pathname;
  throw misconfigured(
    "CONNECT_PATH",
    "must be a path below APP_URL that begins with one /, without //, a backslash, dots as a segment, " +
      "a query or a fragment. Set it to the page that confirms connections, for instance /settings/calendar.",
  );
}

function parseAllowed(value: string): string {
  const parsed = parseAllowedOrigin(value);
  if ("problem" in parsed) throw misconfigured("ALLOWED_ORIGINS", `each entry ${parsed.problem}`);
  return parsed.origin;
}

/** The web app's settings: `APP_URL`, `CONNECT_PATH` and `ALLOWED_ORIGINS`. */
export function parseWeb(read: ReadVariable): WebSettings {
  const { origin, pathname } = parseAppUrl(required(read, "APP_URL", APP_URL_REMEDY));
  const more = (read("ALLOWED_ORIGINS") ?? "").split(",").filter((entry) => entry.trim());
  return {
    appUrl: origin + pathname.replace(/\/$/, ""),
    connectPath: parseConnectPath(read("CONNECT_PATH")?.trim() || "/profile"),
    allowedOrigins: [...new Set([origin, ...more.map(parseAllowed)])],
  };
}

/** Whether the list of the user's calendars is asked for: `CALENDAR_LIST`. */
function parseCalendarList(read: ReadVariable): boolean {
  const value = read("CALENDAR_LIST")?.trim().toLowerCase();
  if (!value || value === "off") return false;
  if (value === "on") return true;
  throw misconfigured("CALENDAR_LIST", "must be on, off, or not be set");
}

/** The settings for Google: the OAuth client, `CALENDAR_LIST` and `GOOGLE_EMULATOR_URL`. */
export function parseGoogle(read: ReadVariable): GoogleSettings {
  const client = parseGoogleClient(read, misconfigured);
  const emulator = read("GOOGLE_EMULATOR_URL")?.trim();
  if (emulator && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\/?$/.test(emulator)) {
    throw misconfigured(
      "GOOGLE_EMULATOR_URL",
      "must be a loopback address such as http://127.0.0.1:54330. Unset it to use Google.",
    );
  }
  return {
    ...client,
    calendarList: parseCalendarList(read),
    redirectUri: `${parseProject(read).apiUrl}/functions/v1/oauth-callback`,
    emulatorUrl: emulator?.replace(/\/$/, ""),
  };
}

/** The keys of `TOKEN_ENCRYPTION_KEYS`. The first one seals; every one opens. */
export function parseEncryptionKeys(read: ReadVariable): EncryptionKey[] {
  const name = "TOKEN_ENCRYPTION_KEYS";
  const remedy = 'Set it to id:key, for instance made by: echo "k1:$(openssl rand -base64 32)".';
  const keys = required(read, name, remedy).split(",").map((entry) => {
    const [, id, base64] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)\s*$/.exec(entry) ?? [];
    if (!id || !base64) {
      throw misconfigured(name, `each entry must be id:base64-of-32-bytes. ${remedy}`);
    }
    return { id, bytes: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) };
  });
  if (new Set(keys.map((key) => key.id)).size < keys.length) {
    throw misconfigured(name, "two keys have the same id.");
  }
  return keys;
}

/** A whole number from 1, or the default if the variable is not set. */
function parseCount(read: ReadVariable, name: string, byDefault: number): number {
  const value = read(name)?.trim();
  if (!value) return byDefault;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw misconfigured(name, `must be a whole number from 1 to 999999999, such as ${byDefault}`);
  }
  return Number(value);
}

/** The budgets of each user: `USER_CALLS_PER_MINUTE` and `USER_CONNECTS_PER_HOUR`. */
export function parseUserBudgets(read: ReadVariable): UserBudgets {
  return {
    // Google's own limit for one user of a project: https://developers.google.com/workspace/calendar/api/guides/quota
    callsPerMinute: parseCount(read, "USER_CALLS_PER_MINUTE", 600),
    // A person never connects a calendar this often. A script may.
    connectsPerHour: parseCount(read, "USER_CONNECTS_PER_HOUR", 100),
  };
}

/** What is mirrored, and at what cost: `MIRROR`, `MIRROR_DAYS`, `MIRROR_FIELDS` and `MIRROR_CALLS_PER_DAY`. */
export function parseMirrorLimits(read: ReadVariable): Omit<MirrorSettings, "pushAddress"> {
  return {
    ...parseMirrored(read, misconfigured),
    // Half of what Google allows a project without charges: the app's own calls need the other half.
    callsPerDay: parseCount(read, "MIRROR_CALLS_PER_DAY", 500_000),
  };
}

/** The mirror's settings, with the address that Google posts to. */
export function parseMirror(read: ReadVariable): MirrorSettings {
  return {
    ...parseMirrorLimits(read),
    pushAddress: pushAddressOf(parseProject(read).apiUrl, parseGoogle(read).emulatorUrl),
  };
}

/** The level that a session must have: `aal2` (a second factor); undefined if any session may call. */
export function parseRequiredAal(read: ReadVariable): "aal2" | undefined {
  const value = read("REQUIRED_AAL")?.trim();
  if (!value || value === "aal1") return undefined;
  if (value === "aal2") return value;
  throw misconfigured(
    "REQUIRED_AAL",
    "must be aal2, which refuses sessions without a second factor, or not be set",
  );
}

/** Parses the settings once. A failure is not remembered. */
function once<T>(parse: (read: ReadVariable) => T): () => T {
  let value: T | undefined;
  return () => value ??= parse((name) => Deno.env.get(name));
}

/** The same for a setting that may be undefined. */
function onceInBox<T>(parse: (read: ReadVariable) => T): () => T {
  const box = once((read) => ({ value: parse(read) }));
  return () => box().value;
}

/** This instance's settings. Each function throws `misconfigured` until its settings are valid. */
export const projectSettings: () => ProjectSettings = once(parseProject);
/** See `parseWeb`. */
export const webSettings: () => WebSettings = once(parseWeb);
/** See `parseGoogle`. */
export const googleSettings: () => GoogleSettings = once(parseGoogle);
/** See `parseEncryptionKeys`. */
export const encryptionKeys: () => EncryptionKey[] = once(parseEncryptionKeys);
/** See `parseUserBudgets`. */
export const userBudgets: () => UserBudgets = once(parseUserBudgets);
/** See `parseMirror`. */
export const mirrorSettings: () => MirrorSettings = once(parseMirror);
/** See `parseRequiredAal`. */
export const requiredAal: () => "aal2" | undefined = onceInBox(parseRequiredAal);
