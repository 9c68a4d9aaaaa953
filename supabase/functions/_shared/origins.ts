/**
 * Parses and matches allowed origins (RFC 6454): exact ones, hosts with one `*` within a label, and apps by
 * their scheme. Each entry has one normal form, so that settings can be shown and compared.
 *
 * @module
 */

/** One label of a host as browsers write it: IDNs in their ASCII form. */
const LABEL = "[a-z0-9_-]+";
const HOST = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const IPV6 = /^\[[0-9a-f:.]+\]$/;
/** An app's origin: `scheme://name` with an optional port. */
const APP = new RegExp(`^([a-z][a-z0-9+.-]*)://(${LABEL}(?:\\.${LABEL})*)(:\\d{1,5})?$`);

/**
 * Schemes that no app may have: a browser runs or reads such an address itself, passes it to another
 * program, or never has a page of that origin.
 */
const NO_APPS: ReadonlySet<string> = new Set([
  ...["http", "https", "ws", "wss", "ftp", "ftps", "file", "filesystem"],
  ...["javascript", "vbscript", "data", "blob", "about", "view-source", "jar", "resource"],
  ...["intent", "content", "android-app", "chrome", "edge", "opera", "brave", "devtools"],
  ...["mailto", "tel", "sms", "urn", "ssh", "ldap", "smb", "ms-msdt", "search-ms", "shell"],
]);

/** An entry in its normal form, or the reason why it is invalid. */
export type ParsedOrigin = { origin: string } | { problem: string };

const FORMS = "an origin such as https://app.example.com, one * within a label as in " +
  "https://*-my-team.vercel.app, or an app's scheme://name as in capacitor://localhost";

/** Parses one allowed origin. An entry that no browser or app could ever match is a problem. */
export function parseAllowedOrigin(value: string): ParsedOrigin {
  const text = value.trim();
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  if (scheme === undefined) return { problem: `must be ${FORMS}` };
  if (/^https?$/i.test(scheme)) return text.includes("*") ? parsePattern(text) : parseWeb(text);
  return parseApp(text, scheme.toLowerCase());
}

/** An exact origin of the web. A trailing slash is ignored. */
function parseWeb(text: string): ParsedOrigin {
  const url = URL.parse(text);
  if (!url) return { problem: `must be ${FORMS}` };
  if (url.username || url.password) return { problem: "must not hold a user name or a password" };
  // `search` and `hash` do not show a lone ? or #.
  if (url.pathname !== "/" || /[?#]/.test(text)) {
    return { problem: "must be an origin such as https://app.example.com, without a path" };
  }
  if (!HOST.test(url.hostname) && !IPV6.test(url.hostname)) return { problem: `must be ${FORMS}` };
  return { origin: url.origin };
}

/** An origin with one `*`, which matches one or more characters of a label, but no dot. */
function parsePattern(text: string): ParsedOrigin {
  const [, host = ""] = /^https?:\/\/([^/?#:]*)/i.exec(text) ?? [];
  const labels = host.toLowerCase().split(".");
  const wild = labels.findIndex((label) => label.includes("*"));
  const starred = labels[wild];
  if (text.split("*").length !== 2 || starred === undefined) {
    return { problem: "can have one * only, within the host: https://*-my-team.vercel.app" };
  }
  if (!/^[a-z0-9_-]*\*[a-z0-9_-]*$/.test(starred)) {
    return { problem: "can have letters of the alphabet, digits, - and _ only beside the *" };
  }
  // In https://*.com and https://my-*.com anybody can own the name.
  if (labels.length - wild < 3 && labels.at(-1) !== "localhost" || wild === labels.length - 1) {
    return { problem: "needs a domain of your own after the label with the *" };
  }
  const exact = parseWeb(text.replace("*", "a"));
  if ("problem" in exact) return exact;
  const scheme = exact.origin.slice(0, exact.origin.indexOf("://") + 3);
  const parsed = exact.origin.slice(scheme.length).split(".");
  // The URL parser also takes other characters for a dot.
  if (parsed.length !== labels.length) return { problem: `must be ${FORMS}` };
  parsed[wild] = starred;
  return { origin: scheme + parsed.join(".") };
}

function parseApp(text: string, scheme: string): ParsedOrigin {
  if (NO_APPS.has(scheme)) return { problem: "must be http, https, or the scheme of an app" };
  const origin = text.toLowerCase().replace(/\/$/, "");
  if (!APP.test(origin)) {
    return {
      problem: "must name an app as scheme://name, such as capacitor://localhost, without a path",
    };
  }
  return { origin };
}

/** Whether a serialised origin, as in an `Origin` header, is allowed. `allowed` has entries in normal form. */
export function isAllowedOrigin(allowed: readonly string[], origin: string): boolean {
  return allowed.some((entry) => entry.includes("*") ? matches(entry, origin) : entry === origin);
}

function matches(pattern: string, origin: string): boolean {
  const star = pattern.indexOf("*");
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!origin.startsWith(before) || !origin.endsWith(after)) return false;
  return new RegExp(`^${LABEL}$`).test(origin.slice(before.length, origin.length - after.length));
}

/** The serialised origin of an address, also of an app's, which is `null` in the URL standard. */
export function originOf(url: URL): string {
  if (/^https?:$/.test(url.protocol)) return url.origin;
  return `${url.protocol}//${url.host}`.toLowerCase();
}
