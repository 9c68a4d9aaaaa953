/**
 * The person's resources, by class.
 *
 * @module
 */
import { useCallback } from "react";
import { Link } from "react-router";
import {
  browserTimeZone,
  dateLanguage,
  Filled,
  formatDay,
  Problem,
  useLanguage,
} from "../google-calendar/index.ts";
import { useLoaded } from "../load.ts";
import { type ClassWithResources, loadClasses } from "../resources.ts";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { readableName } from "../ui/Content.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

/** One card for each class. */
export function Classes() {
  const texts = usePageTexts();
  const { user, data } = useSession();
  const load = useCallback(() => loadClasses(data), [data]);
  const { value, error, reload } = useLoaded(user && `classes:${user.id}`, load);
  if (!value) {
    return error
      ? <Problem error={error} onRetry={reload} />
      : <Skeleton label={texts.loadingResources} lines={4} />;
  }
  if (value.length === 0) {
    return (
      <section className="gc-card">
        <p>{texts.noClasses}</p>
      </section>
    );
  }
  return value.map((item) => <ClassCard key={item.id} item={item} />);
}

function ClassCard({ item }: { item: ClassWithResources }) {
  const texts = usePageTexts();
  const { locale } = useLanguage();
  return (
    <section className="gc-card" aria-labelledby={`class-${item.id}`}>
      <h2 id={`class-${item.id}`}>{item.name}</h2>
      {item.resources.length === 0 && <p className="gc-muted">{texts.nothingYet}</p>}
      {item.resources.length > 0 && (
        <ul className="resource-list">
          {item.resources.map(({ id, name, type, created_at }) => (
            <li key={id}>
              <Link to={`/resources/${encodeURIComponent(id)}`} state={{ name }}>{name}</Link>
              <span className="gc-muted">
                <Filled
                  message={texts.typeAdded}
                  values={{
                    type: readableName(type),
                    day: (
                      <time dateTime={created_at} lang={dateLanguage(locale)}>
                        {formatDay(created_at, browserTimeZone(), locale)}
                      </time>
                    ),
                  }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
