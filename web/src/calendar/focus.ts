/**
 * Makes the calendar library's views reachable by keyboard.
 *
 * @module
 */

/** Makes the scrolling part reachable by keyboard, also on a day without events (WCAG 2.1.1). */
export function makeFocusable(grid: HTMLElement): void {
  for (const part of grid.querySelectorAll<HTMLElement>('[style*="overflow"]')) {
    if (part.tabIndex === 0 || getComputedStyle(part).overflowY !== "auto") continue;
    part.tabIndex = 0;
    part.ariaLabel = "Hours";
    // A focusable element needs a role in the table: it takes the role of its group.
    const group = part.parentElement?.closest('[role="rowgroup"]');
    if (!group) continue;
    group.role = "none";
    part.role = "rowgroup";
  }
}
