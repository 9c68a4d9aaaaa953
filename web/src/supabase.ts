/**
 * Creates the page's clients: for Auth, for the functions, and what the data API's client needs. Only what the
 * page uses is taken from supabase-js: `createClient` brings Realtime and Storage, 25 kB more for everybody.
 *
 * @module
 */
import { GoTrueClient } from "@supabase/supabase-js";
import type { Settings } from "./env.ts";
import { type CalendarClient, createCalendarClient, isAuthError } from "./google-calendar/index.ts";

/** The clients that call the project as the signed-in person. */
export interface Backend {
  auth: GoTrueClient;
  /** True if this device has a session. It may have ended, which only `auth` knows, and a moment later. */
  hasStoredSession: () => boolean;
  /** For the functions. */
  calendar: CalendarClient;
  data: DataApi;
}

/** The data API's address, and the headers with the key and the person's session as it is now. */
export interface DataApi {
  url: string;
  headers(): Promise<Record<string, string>>;
}

/** Creates all of them. */
export function createBackend({ supabaseUrl, publishableKey }: Settings): Backend {
  // As `createClient` names it, so that a session outlasts a change between the two.
  const storageKey = `sb-${new URL(supabaseUrl).hostname.split(".")[0]}-auth-token`;
  const auth = new GoTrueClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: publishableKey, authorization: `Bearer ${publishableKey}` },
    storageKey,
    flowType: "pkce",
    detectSessionInUrl: isAuthError,
  });
  const getAccessToken = async () => {
    const { data, error } = await auth.getSession();
    if (error) throw error;
    return data.session?.access_token ?? null;
  };
  return {
    auth,
    hasStoredSession: () => localStorage.getItem(storageKey) !== null,
    calendar: createCalendarClient({
      functionsUrl: `${supabaseUrl}/functions/v1`,
      apikey: publishableKey,
      getAccessToken,
    }),
    data: {
      url: `${supabaseUrl}/rest/v1`,
      headers: async () => ({
        apikey: publishableKey,
        authorization: `Bearer ${await getAccessToken() ?? publishableKey}`,
      }),
    },
  };
}
