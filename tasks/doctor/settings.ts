/**
 * Checks every setting with the functions' own parsers. A finding names the setting and never its
 * value.
 *
 * @module
 */
import {
  parseEncryptionKeys,
  parseGoogle,
  parseMirrorLimits,
  parseProject,
  parseRequiredAal,
  parseUserBudgets,
  parseWeb,
  type ReadVariable,
} from "../../supabase/functions/_shared/env.ts";
import { ApiError } from "../../supabase/functions/_shared/errors.ts";
import { type Check, type Finding, ok, problem, skipped } from "./check.ts";
import { asOnPlatform, isLoopback, webOf } from "./subject.ts";

/** What an operator sets. The platform provides the rest. */
export const OWN_SETTINGS = [
  "APP_URL",
  "CONNECT_PATH",
  "CALENDAR_LIST",
  "ALLOWED_ORIGINS",
  "API_URL",
  "GOOGLE_CLIENT_ID",
  "GOOGLE_CLIENT_SECRET",
  "GOOGLE_CLIENT_SECRETS",
  "TOKEN_ENCRYPTION_KEYS",
  "REQUIRED_AAL",
  "USER_CALLS_PER_MINUTE",
  "USER_CONNECTS_PER_HOUR",
  "MIRROR",
  "MIRROR_DAYS",
  "MIRROR_FIELDS",
  "MIRROR_CALLS_PER_DAY",
  "GOOGLE_EMULATOR_URL",
] as const;

/** Makes a finding of the error that the functions would log. */
function refusal(error: unknown): Finding {
  const message = error instanceof ApiError && error.cause instanceof Error
    ? error.cause.message
    : String(error);
  const [, name, wrong, remedy] = /^([A-Z_]+): (.*?)(?:\. (.+))?$/s.exec(message) ?? [];
  if (!name || wrong === undefined) {
    return problem("settings", message, "fix it, and run the doctor again");
  }
  return problem(name, wrong, remedy ?? `set ${name} again`);
}

function judged(about: string, parse: (read: ReadVariable) => string): Check {
  return (subject) => {
    try {
      return [ok(about, parse(asOnPlatform(subject)))];
    } catch (error) {
      return [refusal(error)];
    }
  };
}

const checkKeys = judged("TOKEN_ENCRYPTION_KEYS", (read) => {
  const [first, ...others] = parseEncryptionKeys(read).map(({ id }) => id);
  const also = others.length > 0 ? `; ${others.join(", ")} open` : "";
  return `${first} seals${also}`;
});

const checkWeb = judged("APP_URL", (read) => {
  const { appUrl, allowedOrigins } = parseWeb(read);
  // The first origin is the app's own.
  const more = allowedOrigins.length - 1;
  return more > 0 ? `${appUrl}, and ${more} more in ALLOWED_ORIGINS` : appUrl;
});

/** Hosts on which anybody can get a subdomain. */
const SHARED_HOSTS = [
  ...["vercel.app", "netlify.app", "pages.dev", "workers.dev", "github.io", "gitlab.io"],
  ...["web.app", "firebaseapp.com", "herokuapp.com", "onrender.com", "fly.dev", "surge.sh"],
  ...["deno.dev", "azurestaticapps.net", "cloudfront.net", "amplifyapp.com", "up.railway.app"],
  ...["ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok-free.dev", "trycloudflare.com", "loca.lt"],
  ...["replit.app", "repl.co", "lovable.app", "bolt.host", "stackblitz.io", "codesandbox.io"],
];

/** Finds a `*` that is a whole label of a shared host: it matches everybody's sites. */
const checkSharedHosts: Check = (subject) => {
  return (webOf(subject)?.allowedOrigins ?? []).flatMap((origin) => {
    const host = /^https?:\/\/\*\.([^/:]+)/.exec(origin)?.[1];
    if (!host || !SHARED_HOSTS.includes(host)) return [];
    return [
      problem(
        "ALLOWED_ORIGINS",
        `allows every site of ${host}, whoever owns it`,
        `name your own part of it, for instance https://*-my-team.${host}`,
      ),
    ];
  });
};

const checkClient = judged(
  "GOOGLE_CLIENT_ID",
  (read) => (parseGoogle(read), "set, with its secret"),
);

/** Says something only if one of them is wrong: most projects set none. */
const checkLimits: Check = (subject) => {
  const read = asOnPlatform(subject);
  return [parseUserBudgets, parseRequiredAal, parseMirrorLimits].flatMap((parse) => {
    try {
      parse(read);
      return [];
    } catch (error) {
      return [refusal(error)];
    }
  });
};

const checkAddress: Check = (subject) => {
  const { read, projectUrl } = subject;
  if (!projectUrl && !read("API_URL")?.trim() && !read("SUPABASE_URL")?.trim()) {
    return [skipped("API_URL", "give --project-ref or --project-url to know it")];
  }
  return judged("API_URL", (read) => parseProject(read).apiUrl)(subject);
};

/** Finds line breaks and spaces that were pasted with a value; a dashboard keeps them. */
const checkLineBreaks: Check = ({ read }) =>
  // The client's file is JSON, so line breaks do no harm.
  OWN_SETTINGS.filter((name) => name !== "GOOGLE_CLIENT_SECRETS").flatMap((name) => {
    const value = read(name) ?? "";
    if (!/[\r\n]|\\n/.test(value) && value === value.trim()) return [];
    const what = /[\r\n]|\\n/.test(value) ? "a line break in it" : "a space at one end";
    return [
      problem(name, `has ${what}`, `set ${name} again, on one line and without quotes around it`),
    ];
  });

/** Finds values that are right only for a local stack. */
const checkHosted: Check = ({ read, projectUrl }) => {
  if (!projectUrl || isLoopback(projectUrl)) return [];
  const findings: Finding[] = [];
  if (read("GOOGLE_EMULATOR_URL")?.trim()) {
    findings.push(
      problem(
        "GOOGLE_EMULATOR_URL",
        "is set for a hosted project, which then never asks Google",
        "remove it: supabase secrets unset GOOGLE_EMULATOR_URL",
      ),
    );
  }
  if (isLoopback(read("API_URL")?.trim() ?? "")) {
    findings.push(
      problem(
        "API_URL",
        "is an address of your own machine, and the project is hosted",
        "remove it: the platform knows the project's address. If it was set already: supabase secrets unset API_URL",
      ),
    );
  }
  const app = read("APP_URL")?.trim() ?? "";
  if (URL.parse(app)?.origin === projectUrl) {
    findings.push(problem("APP_URL", "is the project's address", "set it to the web app's"));
  }
  if (app.startsWith("http:") && !isLoopback(app)) {
    findings.push(
      problem("APP_URL", "is http, so a network may read what is on the page", "set it to https"),
    );
  }
  return findings;
};

/** Finds a secret key in the place of the publishable key, which browsers get. */
const checkPublishableKey: Check = ({ read }) => {
  const names = ["SUPABASE_ANON_KEY", "SUPABASE_PUBLISHABLE_KEYS", "VITE_SUPABASE_PUBLISHABLE_KEY"];
  return names.filter((name) => isSecretKey(read(name) ?? "")).map((name) =>
    problem(
      name,
      "holds a secret key, which opens the whole database to every browser",
      "set the publishable key, and make a new secret key in the dashboard under Project Settings, API Keys: this one may be known",
    )
  );
};

function isSecretKey(value: string): boolean {
  if (value.includes("sb_" + "secret_")) return true;
  const [, payload = ""] = value.split(".");
  try {
    return JSON.parse(atob(payload)).role === "service_role";
  } catch {
    // Not a key in the old form.
    return false;
  }
}

export const settingsChecks: Check[] = [
  checkWeb,
  checkSharedHosts,
  checkClient,
  checkKeys,
  checkLimits,
  checkAddress,
  checkLineBreaks,
  checkHosted,
  checkPublishableKey,
];
