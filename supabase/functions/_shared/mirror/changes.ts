/**
 * Sorts the events of a page by what they mean for the mirror.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { hasId, isSeries, type Item, type RowOptions, toItem } from "./eventRow.ts";

type Event = calendar_v3.Schema$Event & { id: string };

export interface Changes {
  /** Ids of events that are no longer there: single events, occurrences and series alike. */
  gone: string[];
  /** Single events and occurrences. */
  items: Item[];
  /** Series, whose occurrences Google must be asked for. */
  series: Event[];
}

/** What a page of changes says. If an id is there twice, the last entry counts. */
export function changesOf(
  events: (calendar_v3.Schema$Event | null)[],
  options: RowOptions,
): Changes {
  const changes: Changes = { gone: [], items: [], series: [] };
  for (const event of lastOfEach(events)) {
    if (event.status === "cancelled") {
      changes.gone.push(event.id);
    } else if (isSeries(event)) {
      changes.series.push(event);
    } else {
      const item = toItem(event, options);
      if (item) changes.items.push(item);
      // Nobody can say when it is.
      else changes.gone.push(event.id);
    }
  }
  return changes;
}

/** The rows of a page of occurrences and single events. */
export function itemsOf(
  events: (calendar_v3.Schema$Event | null)[],
  options: RowOptions,
): Item[] {
  return lastOfEach(events).flatMap((event) =>
    event.status === "cancelled" || isSeries(event) ? [] : toItem(event, options) ?? []
  );
}

function lastOfEach(events: (calendar_v3.Schema$Event | null)[]): Event[] {
  return [...new Map(events.filter(hasId).map((event) => [event.id, event])).values()];
}
