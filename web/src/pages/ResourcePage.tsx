/**
 * The page of one resource: its content, the form that adds it to the calendar, and its events.
 *
 * @module
 */
import { useCallback } from "react";
import { Link, useLocation, useParams } from "react-router";
import {
  AddToCalendar,
  browserTimeZone,
  type CalendarEvent,
  ConnectGoogleCalendar,
  dateLanguage,
  EventList,
  formatDay,
  Problem,
  type Resource,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { useLoaded } from "../load.ts";
import { useSession } from "../session.tsx";
import { Content, readableName } from "../ui/Content.tsx";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

/** `/resources/:id` */
export function ResourcePage() {
  const { id = "" } = useParams();
  const { user } = useSession();
  const state: unknown = useLocation().state;
  const { client } = useGoogleCalendar();
  const load = useCallback(() => client.resource(id), [client, id]);
  const { value: resource, error, reload } = useLoaded(user && `resource:${user.id}/${id}`, load);
  const back = (
    <p className="back">
      <Link to="/resources">All resources</Link>
    </p>
  );
  return (
    <Page title={resource?.name ?? nameFrom(state) ?? "Resource"} above={back}>
      <RequireSession why="Then you can read this resource and add it to your calendar.">
        {!resource && error && <Problem error={error} onRetry={reload} />}
        {!resource && !error && <Skeleton label="Loading the resource…" lines={4} />}
        {resource && (
          <>
            <Details resource={resource} />
            <ConnectGoogleCalendar hideWhenConnected />
            <ResourceCalendar key={resource.id} resource={resource} />
          </>
        )}
      </RequireSession>
    </Page>
  );
}

function ResourceCalendar({ resource }: { resource: Resource }) {
  const { id, name } = resource;
  const { client, userId, connection } = useGoogleCalendar();
  const load = useCallback(async () => {
    // Google does not sort series, and with `single_events: false` a series is one entry.
    const page = await client.listEvents({ resource_id: id, limit: 250, single_events: false });
    return page.events.sort((a, b) => startOf(a) - startOf(b));
  }, [client, id]);
  const key = userId && connection?.status === "connected" ? `events:${userId}/${id}` : null;
  const { value: events, error, reload } = useLoaded(key, load);
  return (
    <>
      <AddToCalendar
        heading="Add to calendar"
        resourceId={id}
        title={name}
        minutes={minutesOf(resource)}
        onAdded={reload}
      />
      {key && (
        <section className="gc-card" aria-labelledby="events-title" aria-busy={!events && !error}>
          <h2 id="events-title">In your calendar</h2>
          {!events && error && <Problem error={error} onRetry={reload} />}
          {!events && !error && <span className="gc-bone" />}
          {events && <EventList events={events} />}
        </section>
      )}
    </>
  );
}

function startOf(event: CalendarEvent): number {
  return Date.parse(event.start_datetime ?? event.start_date ?? "");
}

/** Minutes of an event for this resource: from its content, or 60. */
function minutesOf({ content }: Resource): number {
  const minutes = content?.duration_minutes;
  return typeof minutes === "number" && minutes > 0 && minutes <= 24 * 60 ? minutes : 60;
}

function Details({ resource }: { resource: Resource }) {
  return (
    <section className="gc-card" aria-labelledby="content-title">
      <h2 id="content-title">{readableName(resource.type)}</h2>
      <p className="gc-muted">
        Added{" "}
        <time dateTime={resource.created_at} lang={dateLanguage()}>
          {formatDay(resource.created_at, browserTimeZone())}
        </time>
      </p>
      {resource.content === undefined
        ? <p className="gc-muted">This resource has no content.</p>
        : <Content value={resource.content} />}
    </section>
  );
}

/** The name that the list passed on, so that the heading is there before the resource is loaded. */
function nameFrom(state: unknown): string | null {
  const name = (state as { name?: unknown } | null)?.name;
  return typeof name === "string" ? name : null;
}
