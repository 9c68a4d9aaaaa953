/**
 * The page of the person's resources, by class.
 *
 * @module
 */
import { Suspense } from "react";
import { lazyPart } from "../lazyPart.tsx";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const Classes = lazyPart(async () => (await import("./Classes.tsx")).Classes);

/** `/resources` */
export function ResourcesPage() {
  return (
    <Page title="Resources" intro="Everything that belongs to your classes.">
      <RequireSession why="Then you see what belongs to your classes.">
        <Suspense fallback={<Skeleton label="Loading your resources…" lines={4} />}>
          <Classes />
        </Suspense>
      </RequireSession>
    </Page>
  );
}
