/**
 * Recurrence rules looked at day by day: slow, and simple enough to be believed. For starts that their
 * rule does not contain, of which `ical.js` makes occurrences.
 *
 * @module
 */
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Whether the rule's `BYDAY` names this day: `TU`, the second Tuesday (`2TU`) or the last (`-1TU`). */
function isNamed(byDay: string, day: Temporal.PlainDate): boolean {
  const name = DAYS[day.dayOfWeek - 1];
  const nth = Math.ceil(day.day / 7);
  const fromEnd = -Math.ceil((day.daysInMonth - day.day + 1) / 7);
  return byDay.split(",").some((one) => [name, `${nth}${name}`, `${fromEnd}${name}`].includes(one));
}

/** Whether the parts of a rule leave a day of the right period in; BYSETPOS aside. */
function fits(parts: Map<string, string>, start: Temporal.PlainDate, day: Temporal.PlainDate) {
  const frequency = parts.get("FREQ");
  const [byMonth, byDay, byMonthDay] = ["BYMONTH", "BYDAY", "BYMONTHDAY"].map((n) => parts.get(n));
  if (byMonth && !byMonth.split(",").map(Number).includes(day.month)) return false;
  if (byDay) return isNamed(byDay, day);
  if (byMonthDay) {
    const numbers = byMonthDay.split(",").map(Number);
    return numbers.includes(day.day) || numbers.includes(day.day - day.daysInMonth - 1);
  }
  return frequency === "DAILY" || day.dayOfWeek === start.dayOfWeek;
}

/** How many periods of the rule lie between two days. */
function periods(frequency: string, start: Temporal.PlainDate, day: Temporal.PlainDate): number {
  if (frequency === "YEARLY") return day.year - start.year;
  if (frequency === "MONTHLY") return (day.year - start.year) * 12 + day.month - start.month;
  if (frequency === "DAILY") return start.until(day).days;
  const monday = start.subtract({ days: start.dayOfWeek - 1 });
  return Math.floor(monday.until(day).days / 7);
}

/** Whether a rule that begins at `start` contains this day. */
export function contains(
  rule: string,
  start: Temporal.PlainDate,
  day: Temporal.PlainDate,
): boolean {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const interval = Number(parts.get("INTERVAL") ?? 1);
  if (periods(parts.get("FREQ")!, start, day) % interval !== 0) return false;
  if (!fits(parts, start, day)) return false;
  const position = Number(parts.get("BYSETPOS") ?? 0);
  if (position === 0) return true;
  const month = Array.from({ length: day.daysInMonth }, (_, i) => day.with({ day: i + 1 }))
    .filter((other) => fits(parts, start, other));
  return month.at(position > 0 ? position - 1 : position)?.equals(day) ?? false;
}
