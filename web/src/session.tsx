/**
 * The session of the signed-in person, sign-in and sign-out.
 *
 * @module
 */
import type { SupabaseClient, User } from "@supabase/supabase-js";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useNavigate } from "react-router";
import { forgetAll } from "./forget.ts";
import { rememberReturnPath, takeReturnPath } from "./returnPath.ts";
import { readSignInError } from "./signInError.ts";

/** `status` is `loading` until the stored session is read. */
export interface Session {
  status: "loading" | "signed_out" | "signed_in";
  user: User | null;
  supabase: SupabaseClient;
  /** True after a press of the button, until the browser leaves the page. */
  signingIn: boolean;
  /** Why the last sign-in failed, as a text for the person. */
  signInError: string | null;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

const Context = createContext<Session | null>(null);

interface SessionProviderProps {
  supabase: SupabaseClient;
  children: ReactNode;
}

/** Needs the router around it. */
export function SessionProvider({ supabase, children }: SessionProviderProps) {
  const navigate = useNavigate();
  const [user, setUser] = useState<User | null | undefined>(undefined);
  const lastUser = useRef<string | null>(null);
  const [signingIn, setSigningIn] = useState(false);
  const [signInError, setSignInError] = useState(() => readSignInError(location.href));

  useEffect(() => {
    if (readSignInError(location.href)) history.replaceState(history.state, "", location.pathname);
  }, []);

  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((_event, session) => {
      const next = session?.user ?? null;
      // A refreshed token has the same person, and the pages must not load again.
      setUser((before) => before && before.id === next?.id ? before : next);
      if (lastUser.current !== null && lastUser.current !== next?.id) forgetAll();
      lastUser.current = next?.id ?? null;
      if (!next) return;
      setSignInError(null);
      const path = takeReturnPath();
      if (path && path !== location.pathname) void navigate(path, { replace: true });
    });
    // After the browser's Back button the page is as it was left: "signing in".
    const onPageShow = (event: PageTransitionEvent) => event.persisted && setSigningIn(false);
    addEventListener("pageshow", onPageShow);
    return () => {
      data.subscription.unsubscribe();
      removeEventListener("pageshow", onPageShow);
    };
  }, [navigate, supabase]);

  const signIn = useCallback(async () => {
    setSigningIn(true);
    setSignInError(null);
    if (location.pathname !== "/") rememberReturnPath(location.pathname);
    const { error } = await supabase.auth.signInWithOAuth({
      provider: "google",
      options: { redirectTo: `${location.origin}/profile` },
    });
    if (!error) return;
    setSigningIn(false);
    setSignInError("Sign-in could not be started. Check your connection and try again.");
  }, [supabase]);

  const signOut = useCallback(async () => {
    // On this device only. The session ends here even if Auth cannot be reached.
    await supabase.auth.signOut({ scope: "local" });
  }, [supabase]);

  const value = useMemo<Session>(() => ({
    status: user === undefined ? "loading" : user ? "signed_in" : "signed_out",
    user: user ?? null,
    supabase,
    signingIn,
    signInError,
    signIn,
    signOut,
  }), [user, supabase, signingIn, signInError, signIn, signOut]);

  return <Context value={value}>{children}</Context>;
}

/** The session. Throws outside of `<SessionProvider>`. */
export function useSession(): Session {
  const value = useContext(Context);
  if (!value) throw new Error("useSession needs <SessionProvider> around it");
  return value;
}
