/**
 * Reads the two public settings of the page: the project's address and its publishable key.
 *
 * @module
 */

declare global {
  interface ImportMeta {
    /** Vite fills this in. */
    readonly env: Record<string, string | undefined>;
  }
}

/** The Supabase project's URL, without a slash at the end, and its publishable key. */
export interface Settings {
  supabaseUrl: string;
  publishableKey: string;
}

/** A setting that the page was built without. */
export class MissingSetting extends Error {
  constructor(readonly setting: string) {
    super(`${setting} is not set.`);
  }
}

/** Reads the settings. Throws `MissingSetting`. */
export function readSettings(): Settings {
  // Written out, because the build replaces exactly these expressions.
  const url = import.meta.env.VITE_SUPABASE_URL;
  const key = import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY;
  return {
    supabaseUrl: required("VITE_SUPABASE_URL", url).replace(/\/+$/, ""),
    publishableKey: required("VITE_SUPABASE_PUBLISHABLE_KEY", key),
  };
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new MissingSetting(name);
}
