/**
 * A placeholder for the calendar, as large as the calendar will be.
 *
 * @module
 */
import { usePageTexts } from "../translation.ts";

/** A screen reader announces its text. */
export function BoardSkeleton() {
  const texts = usePageTexts();
  return (
    <div className="calendar-board" role="status">
      <span className="calendar-loading">{texts.loadingCalendar}</span>
      <span className="gc-bone calendar-bone-bar" />
      <span className="gc-bone calendar-bone-grid" />
    </div>
  );
}
