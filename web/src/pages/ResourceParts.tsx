/**
 * One resource: its content, the connection, and its place in the calendar.
 *
 * @module
 */
import {
  browserTimeZone,
  dateLanguage,
  Filled,
  formatDay,
  type Resource,
  useLanguage,
} from "../google-calendar/index.ts";
import { lazyPart } from "../lazyPart.tsx";
import { usePageTexts } from "../translation.ts";
import { Content, readableName } from "../ui/Content.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const ResourceCalendar = lazyPart(async () =>
  (await import("./ResourceCalendar.tsx")).ResourceCalendar
);

/** What the page of a loaded resource shows. */
export function ResourceParts({ resource }: { resource: Resource }) {
  const texts = usePageTexts();
  return (
    <>
      <Details resource={resource} />
      <ResourceCalendar
        key={resource.id}
        resource={resource}
        fallback={<Skeleton label={texts.loadingCalendar} lines={4} />}
      />
    </>
  );
}

function Details({ resource }: { resource: Resource }) {
  const texts = usePageTexts();
  const { locale } = useLanguage();
  return (
    <section className="gc-card" aria-labelledby="content-title">
      <h2 id="content-title">{readableName(resource.type)}</h2>
      <p className="gc-muted">
        <Filled
          message={texts.added}
          values={{
            day: (
              <time dateTime={resource.created_at} lang={dateLanguage(locale)}>
                {formatDay(resource.created_at, browserTimeZone(), locale)}
              </time>
            ),
          }}
        />
      </p>
      {resource.content === undefined
        ? <p className="gc-muted">{texts.noContent}</p>
        : <Content value={resource.content} />}
    </section>
  );
}
