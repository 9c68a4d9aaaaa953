/**
 * The calendar page. The calendar library is large, so it is loaded when it is needed.
 *
 * @module
 */
import { lazy, Suspense, useEffect, useState } from "react";
import {
  ConnectGoogleCalendar,
  isAnyConnected,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { usePageTexts } from "../translation.ts";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";

const load = async () => {
  const { CalendarBoard } = await import("../calendar/CalendarBoard.tsx");
  return { default: CalendarBoard };
};
const CalendarBoard = lazy(load);

/** `/calendar` */
export function CalendarPage() {
  const texts = usePageTexts();
  return (
    <Page title={texts.calendar}>
      <RequireSession why={texts.calendarWhy}>
        <ConnectGoogleCalendar hideWhenConnected />
        <Board />
      </RequireSession>
    </Page>
  );
}

/** After the first connection the board stays, with its open dialog, until the person disconnects. */
function Board() {
  const { connection, userId } = useGoogleCalendar();
  const [connectedUser, setConnectedUser] = useState<string | null>(null);
  // Loads the library beside the connection, but after the first paint of the page.
  useEffect(() => {
    const later = setTimeout(() => void load().catch(() => {}), 50);
    return () => clearTimeout(later);
  }, []);
  const wasConnected = connectedUser === userId;
  if (isAnyConnected(connection) && !wasConnected) setConnectedUser(userId);
  if (connection?.status === "not_connected") return null;
  if (connection && !isAnyConnected(connection) && !wasConnected) return null;
  if (!connection) return <BoardSkeleton />;
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <CalendarBoard key={userId} />
    </Suspense>
  );
}

function BoardSkeleton() {
  const texts = usePageTexts();
  return (
    <div className="calendar-board" role="status">
      <span className="calendar-loading">{texts.loadingCalendar}</span>
      <span className="gc-bone calendar-bone-bar" />
      <span className="gc-bone calendar-bone-grid" />
    </div>
  );
}
