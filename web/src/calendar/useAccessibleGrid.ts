/**
 * Makes the calendar library's views usable by keyboard and screen reader: an event's name has its
 * day, all events together are one stop of the Tab key, and the scrolling part is reachable.
 *
 * @module
 */
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import {
  addDays,
  type CalendarEvent,
  eventKey,
  type Span,
  spanOf,
} from "../google-calendar/index.ts";
import { useTexts } from "./useTexts.ts";

/** The events, and the links to those that have no room. */
const STOPS = '[role="button"], [role="link"], button';

/** Follows whatever the library draws. */
export function useAccessibleGrid(
  root: RefObject<HTMLElement | null>,
  events: CalendarEvent[],
  zone: string,
): void {
  const { texts, locale } = useTexts();
  const latest = useRef<(grid: HTMLElement) => void>(null);
  const dayOf = useMemo(() => dayFormat(locale, zone), [locale, zone]);
  useLayoutEffect(() => {
    const byKey = new Map(events.map((event) => [eventKey(event), event]));
    latest.current = (grid) => {
      makeFocusable(grid, texts.hours);
      for (const drawn of grid.querySelectorAll<HTMLElement>("[data-event]")) {
        const event = byKey.get(drawn.dataset.event!);
        if (event) addHiddenText(drawn, `, ${dayOf(event)}`);
      }
      setStop(grid);
    };
    if (root.current) latest.current(root.current);
  }, [root, events, dayOf, texts]);

  useEffect(() => {
    const grid = root.current!;
    let frame = 0;
    const observer = new MutationObserver(() => {
      // The library makes its parts scroll after it has measured them.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => latest.current?.(grid));
    });
    observer.observe(grid, { childList: true, characterData: true, subtree: true });
    const onFocus = ({ target }: FocusEvent) => setStop(grid, target as HTMLElement);
    const onKey = (event: KeyboardEvent) => moveFocus(grid, event);
    grid.addEventListener("focusin", onFocus);
    grid.addEventListener("keydown", onKey);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      grid.removeEventListener("focusin", onFocus);
      grid.removeEventListener("keydown", onKey);
    };
  }, [root]);
}

/** Writes the day or the days of an event. */
export function dayFormat(locale: string, zone: string): (event: CalendarEvent) => string {
  const options = { weekday: "long", day: "numeric", month: "long" } as const;
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatIn = (timeZone: string) => {
    const format = formats.get(timeZone) ??
      new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return format;
  };
  // Writing a date costs more than all the rest of an event's name.
  const written = new Map<string, string>();
  return (event) => {
    const span = spanOf(event);
    if (!span) return "";
    const key = `${span.start} ${span.end}`;
    const text = written.get(key) ?? write(span);
    written.set(key, text);
    return text;
  };

  function write(span: Span): string {
    if (span.allDay) {
      // Dates have no zone.
      return formatIn("UTC").formatRange(new Date(span.start), new Date(addDays(span.end, -1)));
    }
    const [start, end] = [Date.parse(span.start), Date.parse(span.end)];
    // The end is exclusive: an event until midnight does not include the next day.
    return formatIn(zone).formatRange(new Date(start), new Date(Math.max(start, end - 1)));
  }
}

/** Ends the element's accessible name with a text that is not visible. */
function addHiddenText(drawn: HTMLElement, text: string): void {
  let hidden = drawn.querySelector<HTMLElement>(":scope > .gc-hidden");
  if (!hidden) {
    hidden = document.createElement("span");
    hidden.className = "gc-hidden";
    drawn.append(hidden);
  }
  if (hidden.textContent !== text) hidden.textContent = text;
}

function stopsOf(grid: HTMLElement): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>(STOPS)].filter((one) => !one.closest("dialog"));
}

/** Leaves one of all stops to the Tab key: the one that had the focus last, or the first. */
function setStop(grid: HTMLElement, focused?: HTMLElement): void {
  const stops = stopsOf(grid);
  if (focused && stops.includes(focused)) {
    for (const one of stops) delete one.dataset.stop;
    focused.dataset.stop = "true";
  }
  const current = stops.find((one) => one.dataset.stop) ?? stops[0];
  for (const one of stops) {
    const index = one === current ? 0 : -1;
    if (one.tabIndex !== index) one.tabIndex = index;
  }
}

/** From event to event, in the order of the days. */
function moveFocus(grid: HTMLElement, event: KeyboardEvent): void {
  const stops = stopsOf(grid);
  const at = stops.indexOf(event.target as HTMLElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = {
    ArrowDown: stops[at + 1],
    ArrowUp: stops[at - 1],
    Home: stops[0],
    End: stops.at(-1),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Makes the scrolling part reachable by keyboard, also on a day without events (WCAG 2.1.1). */
function makeFocusable(grid: HTMLElement, name: string): void {
  for (const part of grid.querySelectorAll<HTMLElement>('[style*="overflow"]')) {
    if (part.tabIndex === 0 || getComputedStyle(part).overflowY !== "auto") continue;
    part.tabIndex = 0;
    part.ariaLabel = name;
    // A focusable element needs a role in the table: it takes the role of its group.
    const group = part.parentElement?.closest('[role="rowgroup"]') ??
      part.querySelector('[role="rowgroup"]');
    if (!group) continue;
    group.role = "none";
    part.role = "rowgroup";
  }
}
