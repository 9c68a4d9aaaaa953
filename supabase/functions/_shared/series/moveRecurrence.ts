/**
 * Moves a recurrence along with its first occurrence: a weekly Monday that moves to Tuesday repeats on
 * Tuesdays, and its end and its listed dates move by as much.
 *
 * @module
 */
import { listedMove, listedTime, listLine, untilAt, type WallTime } from "./listedTimes.ts";
import { dayOfMoment, type Moment } from "./moment.ts";
import { moveRuleDays, NotMovable } from "./moveRuleDays.ts";
import { isRule, type Line, lineText, parseLine, zoneIn } from "./recurrenceLine.ts";
import { isUnderstood, parseRule, type RuleParts, ruleText } from "./recurrenceRule.ts";
import { RuleDays } from "./ruleDays.ts";

export { NotMovable };

/**
 * The lines for a series that begins at `to` instead of `from`. Throws `NotMovable` if they do not say
 * what becomes of them.
 */
export function moveRecurrence(lines: string[], from: Moment, to: Moment): string[] {
  if (from.zone === to.zone && from.local.equals(to.local)) return lines;
  return lines.flatMap((text) => {
    const line = parseLine(text);
    if (!line) return [];
    return [
      isRule(line) ? lineText(line, ruleText(moveRule(line, from, to))) : moveList(line, from, to),
    ];
  });
}

function moveRule(line: Line, from: Moment, to: Moment): RuleParts {
  const [fromDay, toDay] = [dayOfMoment(from), dayOfMoment(to)];
  const old = parseRule(line.value);
  // A rule that is not understood may name hours, which a start at another time would contradict.
  if (!isUnderstood(old)) throw new NotMovable();
  const rule = fromDay === toDay ? new Map(old) : moveRuleDays(old, fromDay, toDay);
  const until = rule.get("UNTIL");
  if (until) rule.set("UNTIL", untilAt(moveOfTimes(from, to)(until), to.zone));
  const hadStart = line.name === "RRULE" && new RuleDays(old, fromDay).has(fromDay);
  if (hadStart && !new RuleDays(rule, toDay).has(toDay)) throw new NotMovable();
  return rule;
}

function moveList(line: Line, from: Moment, to: Moment): string {
  // A period has a length of its own, which a move does not change.
  if (line.value.includes("/")) throw new NotMovable();
  const moved = line.value.split(",").map(moveOfTimes(from, to, zoneIn(line)));
  return listLine(line.name, moved, to.zone);
}

/** Moves a listed time by as much as the first occurrence. */
function moveOfTimes(from: Moment, to: Moment, lineZone?: string): (value: string) => WallTime {
  const move = listedMove(from, to);
  return (value) => {
    const time = listedTime(value, from.zone, lineZone);
    if (!time) throw new NotMovable();
    return move(time);
  };
}
