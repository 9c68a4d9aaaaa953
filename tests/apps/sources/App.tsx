"use client";

import { createClient } from "@supabase/supabase-js";
import { useEffect, useState } from "react";
import {
  AddToCalendar,
  ConnectGoogleCalendar,
  createCalendarClient,
  GoogleCalendar,
  isAuthError,
} from "../../../web/src/google-calendar/index.ts";

const supabase = createClient("SUPABASE_URL", "PUBLISHABLE_KEY", {
  auth: { flowType: "pkce", detectSessionInUrl: isAuthError },
});
const calendar = createCalendarClient({ functions: supabase.functions });

const signIn = () => {
  void supabase.auth.signInWithOAuth({
    provider: "google",
    options: { redirectTo: location.origin },
  });
};

export default function App() {
  const [userId, setUserId] = useState<string | null>(null);
  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((_event, session) => {
      setUserId(session?.user.id ?? null);
    });
    return () => data.subscription.unsubscribe();
  }, []);

  return (
    <GoogleCalendar client={calendar} userId={userId} signIn={signIn}>
      <h1>An app</h1>
      {userId
        ? (
          <>
            <ConnectGoogleCalendar />
            <AddToCalendar />
          </>
        )
        : <button type="button" onClick={signIn}>Sign in</button>}
    </GoogleCalendar>
  );
}
