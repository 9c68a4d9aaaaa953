/**
 * The calendar page.
 *
 * @module
 */
import { lazyPart } from "../lazyPart.tsx";
import { usePageTexts } from "../translation.ts";
import { BoardSkeleton } from "../ui/BoardSkeleton.tsx";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";

const CalendarParts = lazyPart(async () => (await import("./CalendarParts.tsx")).CalendarParts);

/** `/calendar` */
export function CalendarPage() {
  const texts = usePageTexts();
  return (
    <Page title={texts.calendar} wide>
      <RequireSession why={texts.calendarWhy} loading={<BoardSkeleton />}>
        <CalendarParts fallback={<BoardSkeleton />} />
      </RequireSession>
    </Page>
  );
}
