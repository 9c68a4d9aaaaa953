/**
 * The person's calendar. The view is a large library: it is loaded when it is needed.
 *
 * @module
 */
import { lazy, Suspense, useEffect, useState } from "react";
import { ConnectGoogleCalendar, useGoogleCalendar } from "../google-calendar/index.ts";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";

const load = async () => {
  const { CalendarBoard } = await import("../calendar/CalendarBoard.tsx");
  return { default: CalendarBoard };
};
const CalendarBoard = lazy(load);

/** `/calendar` */
export function CalendarPage() {
  return (
    <Page title="Calendar">
      <RequireSession why="Then you see your calendar, and can change it.">
        <ConnectGoogleCalendar hideWhenConnected />
        <Board />
      </RequireSession>
    </Page>
  );
}

/** Once shown it stays, with what is being typed, while the person mends the connection. */
function Board() {
  const { connection, userId } = useGoogleCalendar();
  const [seen, setSeen] = useState<string | null>(null);
  // On its way while it is asked how the connection stands; not before this page is painted.
  useEffect(() => {
    const later = setTimeout(() => void load().catch(() => {}), 50);
    return () => clearTimeout(later);
  }, []);
  if (connection?.status === "connected" && seen !== userId) setSeen(userId);
  if (connection && connection.status === "not_connected") return null;
  if (connection?.status === "needs_reconnect" && seen !== userId) return null;
  if (!connection) return <BoardSkeleton />;
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <CalendarBoard key={userId} />
    </Suspense>
  );
}

function BoardSkeleton() {
  return (
    <div className="calendar-board" role="status">
      <span className="calendar-loading">Loading your calendar from Google…</span>
      <span className="gc-bone calendar-bone-bar" />
      <span className="gc-bone calendar-bone-grid" />
    </div>
  );
}
