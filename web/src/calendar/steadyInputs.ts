/**
 * Keeps the same list of drawn events while nothing on the screen changes. The calendar library draws
 * everything again for a new list, also after a change of the view and a reload that brought nothing new.
 *
 * @module
 */
import type { EventInput } from "@fullcalendar/react";
import { useRef } from "react";
import type { Range } from "./eventStore.ts";

/** The list before if it looks the same in `range`, else the next one. */
export function steady(before: EventInput[], next: EventInput[], range: Range | null) {
  if (before === next) return before;
  const known = new Map(before.map((input) => [input.id, input]));
  for (const input of next) {
    const former = known.get(input.id);
    if (!former || !isSame(former, input)) return next;
    known.delete(input.id);
  }
  // What is left is not in the new list. It may stay where nobody sees it.
  const isHidden = [...known.values()].every((input) => range && !touches(input, range));
  return isHidden ? before : next;
}

/** `steady` over the renderings of a component. */
export function useSteadyInputs(next: EventInput[], range: Range | null): EventInput[] {
  const last = useRef(next);
  last.current = steady(last.current, next, range);
  return last.current;
}

function isSame(a: EventInput, b: EventInput): boolean {
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return one.length === other.length && one.every(([name, value]) => b[name] === value);
}

/** Days may be another zone's, so they count a day more on both sides. */
function touches({ start, end }: EventInput, range: Range): boolean {
  const from = Date.parse(String(start));
  const to = end ? Date.parse(String(end)) : from;
  const slack = 86_400_000;
  return from - slack < Date.parse(range.end) && to + slack > Date.parse(range.start);
}
