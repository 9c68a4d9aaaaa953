/**
 * The profile page.
 *
 * @module
 */
import { Suspense } from "react";
import { lazyPart } from "../lazyPart.tsx";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const ProfileParts = lazyPart(async () => (await import("./ProfileParts.tsx")).ProfileParts);

/** `/profile` */
export function ProfilePage() {
  return (
    <Page title="Profile">
      <RequireSession why="Then you can connect your calendar and add events to it.">
        <Suspense fallback={<Skeleton label="Loading your profile…" lines={3} />}>
          <ProfileParts />
        </Suspense>
      </RequireSession>
    </Page>
  );
}
