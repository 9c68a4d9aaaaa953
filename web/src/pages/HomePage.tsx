/**
 * The start page: what the app does, and the sign-in button.
 *
 * @module
 */
import { Link } from "react-router";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { GoogleSignInButton } from "../ui/GoogleSignInButton.tsx";
import { Page } from "../ui/Page.tsx";

/** `/` */
export function HomePage() {
  const { status, isExpected } = useSession();
  const texts = usePageTexts();
  return (
    <Page
      title={texts.homeTitle}
      tabTitle={texts.welcome}
      intro={texts.homeIntro}
    >
      <div className="home-start">
        {status === "signed_out" && <GoogleSignInButton />}
        {isExpected && (
          <div className="gc-actions">
            <Link className="gc-button gc-button-primary" to="/calendar">{texts.openCalendar}</Link>
            <Link className="gc-button gc-button-plain" to="/resources">{texts.seeResources}</Link>
          </div>
        )}
      </div>
      <ol className="steps">
        <li>
          <h2>{texts.stepSignIn}</h2>
          <p>{texts.stepSignInText}</p>
        </li>
        <li>
          <h2>{texts.stepConnect}</h2>
          <p>{texts.stepConnectText}</p>
        </li>
        <li>
          <h2>{texts.stepAdd}</h2>
          <p>{texts.stepAddText}</p>
        </li>
      </ol>
    </Page>
  );
}
