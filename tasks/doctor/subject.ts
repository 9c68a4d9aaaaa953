/**
 * What the doctor looks at: the settings as they are given, the project's folder, and the project
 * itself if it is known.
 *
 * @module
 */
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { parseProject } from "../../supabase/functions/_shared/env.ts";

export interface Subject {
  /** The settings: of the file that was named, else of the environment. */
  read: ReadVariable;
  /** The folder that holds `supabase/`. */
  folder: string;
  /** Where the project answers, without a slash at the end. Undefined: it is not looked at. */
  projectUrl: string | undefined;
  /** The content of the downloaded `client_secret_*.json`, if it was named. */
  clientFile: string | undefined;
  /** Where the database answers, to look into it instead of asking the data API. */
  dbUrl: string | undefined;
  /** Whether only what can be seen without the network is looked at. */
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
 * The settings, with what the platform provides and nobody has at hand: so that the functions' own
 * parsers can judge the rest.
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

/** Where browsers reach the project. Undefined if nothing says it. */
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

/** How the project is reached. Undefined if its address is not known. */
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
