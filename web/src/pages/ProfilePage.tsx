/**
 * The profile page.
 *
 * @module
 */
import { lazyPart } from "../lazyPart.tsx";
import { usePageTexts } from "../translation.ts";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const ProfileParts = lazyPart(async () => (await import("./ProfileParts.tsx")).ProfileParts);

/** `/profile` */
export function ProfilePage() {
  const texts = usePageTexts();
  return (
    <Page title={texts.profile}>
      <RequireSession why={texts.profileWhy}>
        <ProfileParts fallback={<Skeleton label={texts.loadingProfile} lines={3} />} />
      </RequireSession>
    </Page>
  );
}
