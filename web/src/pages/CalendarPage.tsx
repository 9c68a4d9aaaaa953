/**
 * The calendar page.
 *
 * @module
 */
import { Suspense } from "react";
import { lazyPart } from "../lazyPart.tsx";
import { BoardSkeleton } from "../ui/BoardSkeleton.tsx";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";

const CalendarParts = lazyPart(async () => (await import("./CalendarParts.tsx")).CalendarParts);

/** `/calendar` */
export function CalendarPage() {
  return (
    <Page title="Calendar" wide>
      <RequireSession
        why="Then you see your calendar, and can change it."
        loading={<BoardSkeleton />}
      >
        <Suspense fallback={<BoardSkeleton />}>
          <CalendarParts />
        </Suspense>
      </RequireSession>
    </Page>
  );
}
