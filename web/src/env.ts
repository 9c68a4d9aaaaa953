/**
 * The two settings that the page needs, both public: the project's address and publishable key.
 *
 * @module
 */

declare global {
  interface ImportMeta {
    /** Filled in by Vite. */
    readonly env: Record<string, string | undefined>;
  }
}

/** Where the Supabase project is, and the key that names it. */
export interface Settings {
  supabaseUrl: string;
  publishableKey: string;
}

/** Reads the settings; throws an error that names the missing one and the remedy. */
export function readSettings(): Settings {
  // Written out one by one: Vite replaces these very expressions when it builds.
  const url = import.meta.env.VITE_SUPABASE_URL;
  const key = import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY;
  return {
    supabaseUrl: required("VITE_SUPABASE_URL", url).replace(/\/+$/, ""),
    publishableKey: required("VITE_SUPABASE_PUBLISHABLE_KEY", key),
  };
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new Error(`${name} is not set. Put it into web/.env or the environment, and build again.`);
}
