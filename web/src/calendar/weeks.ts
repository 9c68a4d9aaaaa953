/**
 * What differs from language to language in a calendar: the first day of the week, and the direction.
 *
 * @module
 */

/** 0 is Sunday. Monday if the browser does not know it (ISO 8601). */
export function firstDayOfWeek(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return (locale.getWeekInfo?.().firstDay ?? 1) % 7;
}

/** True if the page is written from right to left. */
export function isRightToLeft(): boolean {
  return getComputedStyle(document.documentElement).direction === "rtl";
}
