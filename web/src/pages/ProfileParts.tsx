/**
 * The account, the calendar connection, and the form that adds events.
 *
 * @module
 */
import {
  AddedEvents,
  AddToCalendar,
  Button,
  ConnectGoogleCalendar,
} from "../google-calendar/index.ts";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";

/** All of the profile page for who is signed in. */
export function ProfileParts() {
  return (
    <>
      <Person />
      <ConnectGoogleCalendar />
      <AddToCalendar />
      <AddedEvents />
    </>
  );
}

function Person() {
  const { user, signOut } = useSession();
  const texts = usePageTexts();
  const name: unknown = user?.user_metadata.full_name ?? user?.user_metadata.name;
  return (
    <section className="gc-card person" aria-label={texts.yourAccount}>
      <p>
        <span className="gc-muted">{texts.signedInAs}</span>
        <br />
        {typeof name === "string" && name !== "" && (
          <>
            <strong>{name}</strong>
            <br />
          </>
        )}
        {user?.email}
      </p>
      <Button look="plain" onClick={() => void signOut()}>{texts.signOut}</Button>
    </section>
  );
}
