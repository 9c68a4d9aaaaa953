/**
 * The start page: what the app does, and the sign-in button.
 *
 * @module
 */
import { Link } from "react-router";
import { useSession } from "../session.tsx";
import { GoogleSignInButton } from "../ui/GoogleSignInButton.tsx";
import { Page } from "../ui/Page.tsx";

/** `/` */
export function HomePage() {
  const { status, isExpected } = useSession();
  return (
    <Page
      title="Your classes, in your Google Calendar"
      tabTitle="Welcome"
      intro="Connect your Google Calendar once, and add lectures, deadlines and office hours to it from here. It stays connected, so you never have to think about it again."
    >
      <div className="home-start">
        {status === "signed_out" && <GoogleSignInButton />}
        {isExpected && (
          <div className="gc-actions">
            <Link className="gc-button gc-button-primary" to="/calendar">Open my calendar</Link>
            <Link className="gc-button gc-button-plain" to="/resources">See my resources</Link>
          </div>
        )}
      </div>
      <ol className="steps">
        <li>
          <h2>Sign in</h2>
          <p>With the Google account that you already use.</p>
        </li>
        <li>
          <h2>Connect</h2>
          <p>You allow it on Google’s own page, and can disconnect at any time.</p>
        </li>
        <li>
          <h2>Add events</h2>
          <p>They are in your calendar a moment later, on every device.</p>
        </li>
      </ol>
    </Page>
  );
}
