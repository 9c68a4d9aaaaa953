/**
 * The page of the person's resources, by class.
 *
 * @module
 */
import { lazyPart } from "../lazyPart.tsx";
import { usePageTexts } from "../translation.ts";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const Classes = lazyPart(async () => (await import("./Classes.tsx")).Classes);

/** `/resources` */
export function ResourcesPage() {
  const texts = usePageTexts();
  return (
    <Page title={texts.resources} intro={texts.resourcesIntro}>
      <RequireSession why={texts.resourcesWhy}>
        <Classes fallback={<Skeleton label={texts.loadingResources} lines={4} />} />
      </RequireSession>
    </Page>
  );
}
