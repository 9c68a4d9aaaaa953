/**
 * The session of the signed-in person, sign-in and sign-out.
 *
 * @module
 */
import type { User } from "@supabase/supabase-js";
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
import { readSignInError, type SignInError } from "./signInError.ts";
import type { Backend, DataApi } from "./supabase.ts";

/** `status` is `loading` until the stored session is read. */
export interface Session {
  status: "loading" | "signed_out" | "signed_in";
  /** True also while a stored session is read: what is for signed-in people can have its place already. */
  isExpected: boolean;
  user: User | null;
  /** For the data API, as this person. */
  data: DataApi;
  /** True after a press of the button, until the browser leaves the page. */
  signingIn: boolean;
  /** Why the last sign-in failed. */
  signInError: SignInError | null;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

const Context = createContext<Session | null>(null);

interface SessionProviderProps extends Pick<Backend, "auth" | "data" | "hasStoredSession"> {
  children: ReactNode;
}

/** Needs the router around it. */
export function SessionProvider({ auth, data, hasStoredSession, children }: SessionProviderProps) {
  const navigate = useNavigate();
  const [user, setUser] = useState<User | null | undefined>(undefined);
  const [wasStored] = useState(hasStoredSession);
  const lastUser = useRef<string | null>(null);
  const [signingIn, setSigningIn] = useState(false);
  const [signInError, setSignInError] = useState<SignInError | null>(() =>
    readSignInError(location.href)
  );

  useEffect(() => {
    if (readSignInError(location.href)) history.replaceState(history.state, "", location.pathname);
  }, []);

  useEffect(() => {
    const { data } = auth.onAuthStateChange((_event, session) => {
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
  }, [navigate, auth]);

  const signIn = useCallback(async () => {
    setSigningIn(true);
    setSignInError(null);
    if (location.pathname !== "/") rememberReturnPath(location.pathname);
    const { error } = await auth.signInWithOAuth({
      provider: "google",
      options: { redirectTo: `${location.origin}/profile` },
    });
    if (!error) return;
    setSigningIn(false);
    setSignInError("not_started");
  }, [auth]);

  const signOut = useCallback(async () => {
    // On this device only. The session ends here even if Auth cannot be reached.
    await auth.signOut({ scope: "local" });
  }, [auth]);

  const value = useMemo<Session>(() => ({
    status: user === undefined ? "loading" : user ? "signed_in" : "signed_out",
    isExpected: user === undefined ? wasStored : user !== null,
    user: user ?? null,
    data,
    signingIn,
    signInError,
    signIn,
    signOut,
  }), [user, wasStored, data, signingIn, signInError, signIn, signOut]);

  return <Context value={value}>{children}</Context>;
}

/** The session. Throws outside of `<SessionProvider>`. */
export function useSession(): Session {
  const value = useContext(Context);
  if (!value) throw new Error("useSession needs <SessionProvider> around it");
  return value;
}
