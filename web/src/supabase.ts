/**
 * Creates the page's Supabase client, and the calendar client that uses its session.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Settings } from "./env.ts";
import { type CalendarClient, createCalendarClient, isAuthError } from "./google-calendar/index.ts";

/** The clients that call the project as the signed-in person. */
export interface Backend {
  /** For Auth and the data API. */
  supabase: SupabaseClient;
  /** For the functions. */
  calendar: CalendarClient;
}

/** Creates both clients. */
export function createBackend({ supabaseUrl, publishableKey }: Settings): Backend {
  const supabase = createClient(supabaseUrl, publishableKey, {
    auth: { flowType: "pkce", detectSessionInUrl: isAuthError },
  });
  const calendar = createCalendarClient({
    functionsUrl: `${supabaseUrl}/functions/v1`,
    apikey: publishableKey,
    getAccessToken: async () => {
      const { data, error } = await supabase.auth.getSession();
      if (error) throw error;
      return data.session?.access_token ?? null;
    },
  });
  return { supabase, calendar };
}
