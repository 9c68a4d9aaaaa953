/**
 * How much of a series a change is for, and the form for each choice.
 *
 * @module
 */
import {
  type CalendarClient,
  type CalendarEvent,
  type CalendarRef,
  type Span,
  spanOf,
} from "../google-calendar/index.ts";
import { type EditorForm, eventForm } from "./editorForm.ts";

/** One occurrence, that one and all later ones, or the whole series. */
export type Scope = "occurrence" | "following" | "series";

/** An event that was opened, at its own span or where it was dragged to. */
export interface OpenedEvent {
  event: CalendarEvent;
  span: Span;
}

/**
 * The form to edit after a change of scope, in the event's own calendar; null if both scopes use the form of the occurrence. A
 * series has its own start, title and version, and is loaded. Throws a `CalendarError`.
 */
export async function formForScope(
  client: CalendarClient,
  { event, span }: OpenedEvent,
  zone: string,
  [from, to]: [Scope, Scope],
  calendar: Partial<CalendarRef>,
): Promise<EditorForm | null> {
  if (from !== "series" && to !== "series") return null;
  if (to !== "series") return eventForm(event, span, zone);
  const read = await client.event(event.recurring_event_id!, calendar);
  const { account_id, calendar_id } = event;
  const series = { ...read, account_id, calendar_id };
  return eventForm(series, spanOf(series) ?? span, zone);
}
