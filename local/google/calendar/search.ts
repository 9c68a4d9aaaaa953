/**
 * The filters of events.list that look into an event: `q`, extended properties,
 * `iCalUID`, and the one by type.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";
import { EVENT_TYPES } from "./eventTypeFields.ts";
import type { StoredEvent } from "./model.ts";

/** True if every word of `q` is in one of the event's text fields. */
function matchesText({ content }: StoredEvent, q: string): boolean {
  const guests = content.attendees?.flatMap(({ email, displayName }) => [email, displayName]) ?? [];
  const text = [content.summary, content.description, content.location, ...guests]
    .join("\n").toLowerCase();
  return q.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function propertyFilters(query: URLSearchParams, kind: "private" | "shared") {
  const name = `${kind}ExtendedProperty`;
  return query.getAll(name).map((condition) => {
    const equals = condition.indexOf("=");
    if (equals < 1) throw badParameter(name);
    const [key, value] = [condition.slice(0, equals), condition.slice(equals + 1)];
    return ({ content }: StoredEvent) => content.extendedProperties?.[kind]?.[key] === value;
  });
}

/** True if an event passes every given filter. Throws 400 for an invalid filter. */
export function filterOf(query: URLSearchParams): (event: StoredEvent) => boolean {
  const filters = [...propertyFilters(query, "private"), ...propertyFilters(query, "shared")];
  const q = query.get("q")?.trim();
  if (q) filters.push((event) => matchesText(event, q));
  const types = query.getAll("eventTypes");
  if (types.some((type) => !(EVENT_TYPES as readonly string[]).includes(type))) {
    throw badParameter("eventTypes");
  }
  if (types.length > 0) {
    filters.push(({ content }) => types.includes(content.eventType ?? "default"));
  }
  const uid = query.get("iCalUID");
  if (uid) filters.push((event) => event.ical_uid === uid);
  return (event) => filters.every((passes) => passes(event));
}
