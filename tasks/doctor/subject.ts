/**
 * What the doctor checks: the given settings, the project's folder, and the project itself if it is
 * known.
 *
 * @module
 */
import type { ReadVariable, WebSettings } from "../../supabase/functions/_shared/env.ts";
import { parseMirror, parseProject, parseWeb } from "../../supabase/functions/_shared/env.ts";
import type { MirrorSettings } from "../../supabase/functions/_shared/mirrorSettings.ts";

export interface Subject {
  /** Reads a setting, from the given file or from the environment. */
  read: ReadVariable;
  /** The folder that holds `supabase/`. */
  folder: string;
  /** The project's address without a slash at the end. Undefined: the project is not checked. */
  projectUrl: string | undefined;
  /** The content of the downloaded `client_secret_*.json`, if it was named. */
  clientFile: string | undefined;
  /** The database's address, to read it by a connection instead of the data API. */
  dbUrl: string | undefined;
  /** Whether only checks without the network run. */
  offline: boolean;
}

/** The keys to the project's data API, if they are known. */
export interface ProjectAccess {
  url: string;
  publishableKey: string | undefined;
  secretKey: string | undefined;
}

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

export function isLoopback(url: string): boolean {
  return LOOPBACK.test(url);
}

/**
 * The settings with stand-ins for what only the platform provides, so that the functions' own parsers
 * can check the rest.
 */
export function asOnPlatform({ read, projectUrl }: Subject): ReadVariable {
  return (name) => {
    if (name === "SUPABASE_URL") return projectUrl ?? (read(name) || "http://127.0.0.1");
    if (name === "SUPABASE_PUBLISHABLE_KEYS" || name === "SUPABASE_SECRET_KEYS") {
      return '{"default": "provided"}';
    }
    return read(name);
  };
}

/** Returns the web app's settings, or undefined if they are wrong: the check of the settings says how. */
export function webOf(subject: Subject): WebSettings | undefined {
  try {
    return parseWeb(asOnPlatform(subject));
  } catch {
    return undefined;
  }
}

/** Returns the project's address for browsers, or undefined if it is unknown. */
export function apiUrlOf(subject: Subject): string | undefined {
  const { read, projectUrl } = subject;
  if (!projectUrl && !read("API_URL")?.trim() && !read("SUPABASE_URL")?.trim()) return undefined;
  try {
    return parseProject(asOnPlatform(subject)).apiUrl;
  } catch {
    // The check of the settings says what is wrong with it.
    return undefined;
  }
}

/** Returns the mirror's settings, or undefined if they are wrong or the project's address is unknown. */
export function mirrorSettingsOf(subject: Subject): MirrorSettings | undefined {
  if (!apiUrlOf(subject)) return undefined;
  try {
    return parseMirror(asOnPlatform(subject));
  } catch {
    // The check of the settings says what is wrong with them.
    return undefined;
  }
}

/** Returns how to reach the project, or undefined if its address is unknown. */
export function accessOf(subject: Subject): ProjectAccess | undefined {
  const { read, projectUrl } = subject;
  if (!projectUrl) return undefined;
  const keyOf = (own: "publishableKey" | "secretKey", ...names: string[]) => {
    const platform = asOnPlatform(subject);
    try {
      return parseProject((name) =>
        names.includes(name) ? read(name) : name === "SUPABASE_JWKS" ? undefined : platform(name)
      )[own];
    } catch {
      return undefined;
    }
  };
  return {
    url: projectUrl,
    publishableKey: keyOf("publishableKey", "SUPABASE_PUBLISHABLE_KEYS", "SUPABASE_ANON_KEY"),
    secretKey: keyOf("secretKey", "SUPABASE_SECRET_KEYS", "SUPABASE_SERVICE_ROLE_KEY"),
  };
}
