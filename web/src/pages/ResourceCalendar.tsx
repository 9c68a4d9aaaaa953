/**
 * The form that adds a resource to the calendar, and the resource's events.
 *
 * @module
 */
import { useCallback } from "react";
import {
  type AccountConnection,
  AddToCalendar,
  type Calendar,
  type CalendarClient,
  type CalendarError,
  type CalendarEvent,
  ConnectGoogleCalendar,
  EventList,
  isAnyConnected,
  isConnected,
  Problem,
  refFields,
  refOf,
  type Resource,
  toCalendarError,
  useCalendars,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { useLoaded } from "../load.ts";
import { usePageTexts } from "../translation.ts";

const NO_ACCOUNTS: AccountConnection[] = [];

/** Asks every calendar that can be written for the resource's events. */
export function ResourceCalendar({ resource }: { resource: Resource }) {
  const { id, name } = resource;
  const texts = usePageTexts();
  const { client, userId, connection } = useGoogleCalendar();
  const { calendars, ready } = useCalendars();
  const accounts = connection?.accounts ?? NO_ACCOUNTS;
  const load = useCallback(
    () => eventsOf(client, id, calendars, accounts),
    [client, id, calendars, accounts],
  );
  const key = userId && isAnyConnected(connection) && ready ? `events:${userId}/${id}` : null;
  const { value: events, error, reload } = useLoaded(key, load);
  return (
    <>
      <ConnectGoogleCalendar hideWhenConnected />
      <AddToCalendar
        heading={texts.addToCalendar}
        resourceId={id}
        title={name}
        minutes={minutesOf(resource)}
        onAdded={reload}
      />
      {key && (
        <section className="gc-card" aria-labelledby="events-title" aria-busy={!events && !error}>
          <h2 id="events-title">{texts.inYourCalendar}</h2>
          {!events && error && <Problem error={error} onRetry={reload} />}
          {!events && !error && <span className="gc-bone" />}
          {events && <EventList events={events.found} />}
          {events?.failures.map(({ account_id, error }) => (
            <Problem key={account_id} error={error} accountId={account_id} onRetry={reload} />
          ))}
        </section>
      )}
    </>
  );
}

/**
 * The events of a resource in every calendar that events can be added to. Throws a `CalendarError` only
 * if no calendar could be read.
 */
async function eventsOf(
  client: CalendarClient,
  resource_id: string,
  calendars: Calendar[],
  accounts: AccountConnection[],
) {
  const working = new Set(accounts.filter(isConnected).map(({ account_id }) => account_id));
  const asked = calendars.filter((one) => one.writable && working.has(one.account_id)).map(refOf);
  const failures = new Map<string, CalendarError>();
  const found = await Promise.all(asked.map(async (ref) => {
    // Google does not sort series, and with `single_events: false` a series is one entry.
    const query = { resource_id, limit: 250, single_events: false };
    try {
      return (await client.listEvents({ ...query, ...refFields(ref, accounts) })).events;
    } catch (thrown) {
      failures.set(ref.account_id, toCalendarError(thrown));
      return null;
    }
  }));
  const [first] = failures.values();
  if (first && found.every((events) => events === null)) throw first;
  return {
    found: found.flatMap((events) => events ?? []).sort((a, b) => startOf(a) - startOf(b)),
    failures: [...failures].map(([account_id, error]) => ({ account_id, error })),
  };
}

function startOf(event: CalendarEvent): number {
  return Date.parse(event.start_datetime ?? event.start_date ?? "");
}

/** Minutes of an event for this resource: from its content, or 60. */
function minutesOf({ content }: Resource): number {
  const minutes = content?.duration_minutes;
  return typeof minutes === "number" && minutes > 0 && minutes <= 24 * 60 ? minutes : 60;
}
