/**
 * A placeholder for the calendar, as large as the calendar will be.
 *
 * @module
 */

/** A screen reader announces its text. */
export function BoardSkeleton() {
  return (
    <div className="calendar-board" role="status">
      <span className="calendar-loading">Loading your calendar from Google…</span>
      <span className="gc-bone calendar-bone-bar" />
      <span className="gc-bone calendar-bone-grid" />
    </div>
  );
}
