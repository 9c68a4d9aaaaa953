/**
 * The add-event form's values: checked as the contract would, before anything is sent.
 *
 * @module
 */
import { nextFullHour, readLocal, toLocal } from "./time.ts";
import type { NewEvent } from "./client.ts";

/** What is typed; times are `datetime-local` values. */
export interface EventValues {
  title: string;
  start: string;
  end: string;
  location: string;
  description: string;
}

/** One message per field that is not right yet. */
export type EventErrors = Partial<Record<"title" | "start" | "end", string>>;

/** Values to start with: the next full hour, for an hour. */
export function emptyEvent(now: Date, zone: string, title = ""): EventValues {
  const start = nextFullHour(now, zone);
  const read = readLocal(start, zone);
  const end = "instant" in read
    ? toLocal(new Date(read.instant.getTime() + 3_600_000), zone)
    : start;
  return { title, start, end, location: "", description: "" };
}

/** The event to send, or what to say beside which field. Never both. */
export function readEvent(
  values: EventValues,
  zone: string,
): { event: NewEvent } | { errors: EventErrors } {
  const errors: EventErrors = {};
  const summary = values.title.trim();
  if (summary === "") errors.title = "Give the event a title.";
  const start = readLocal(values.start, zone);
  const end = readLocal(values.end, zone);
  if (!("instant" in start)) errors.start = whyNot(start.kind, "start");
  if (!("instant" in end)) errors.end = whyNot(end.kind, "end");
  if ("instant" in start && "instant" in end) {
    if (end.instant <= start.instant) errors.end = "The end has to be after the start.";
    else if (summary !== "") {
      const { description, location } = values;
      return {
        event: {
          summary,
          start_datetime: start.iso,
          end_datetime: end.iso,
          time_zone: zone,
          ...(location.trim() && { location }),
          ...(description.trim() && { description }),
        },
      };
    }
  }
  return { errors };
}

/** A note beside a time that a clock change doubles, or null. */
export function doubledNote(value: string, zone: string): string | null {
  return readLocal(value, zone).kind === "doubled"
    ? "The clocks go back that night, so this time comes twice. The first one is meant."
    : null;
}

function whyNot(kind: string, field: "start" | "end"): string {
  return kind === "skipped"
    ? "The clocks go forward that night, so this time does not exist. Choose another one."
    : `Enter the date and time of the ${field}.`;
}
