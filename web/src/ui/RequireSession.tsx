/**
 * Protects a page: a person without a session sees the sign-in button, which leads back to the page.
 *
 * @module
 */
import type { ReactNode } from "react";
import { ArrivalNotice, fill } from "../google-calendar/index.ts";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { GoogleSignInButton } from "./GoogleSignInButton.tsx";
import { Skeleton } from "./Skeleton.tsx";

interface RequireSessionProps {
  /** A sentence: what the person can do here after signing in. */
  why: string;
  /** What is shown until the session is read; lines by default. */
  loading?: ReactNode;
  children: ReactNode;
}

/** Shows `children` to a signed-in person. */
export function RequireSession({ why, loading, children }: RequireSessionProps) {
  const { status } = useSession();
  const texts = usePageTexts();
  if (status === "loading") {
    return loading ?? <Skeleton label={texts.checkingSession} lines={3} />;
  }
  if (status === "signed_in") return children;
  return (
    <>
      <ArrivalNotice />
      <section className="gc-card sign-in-card" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{texts.pleaseSignIn}</h2>
        <p>{fill(texts.signInWhy, { why })}</p>
        <GoogleSignInButton />
      </section>
    </>
  );
}
