/**
 * The page of one resource.
 *
 * @module
 */
import { useCallback } from "react";
import { Link, useLocation, useParams } from "react-router";
import { Problem, useGoogleCalendar } from "../google-calendar/index.ts";
import { lazyPart } from "../lazyPart.tsx";
import { useLoaded } from "../load.ts";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { Page } from "../ui/Page.tsx";
import { RequireSession } from "../ui/RequireSession.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const ResourceParts = lazyPart(async () => (await import("./ResourceParts.tsx")).ResourceParts);

/** `/resources/:id` */
export function ResourcePage() {
  const { id = "" } = useParams();
  const texts = usePageTexts();
  const { user } = useSession();
  const state: unknown = useLocation().state;
  const { client } = useGoogleCalendar();
  const load = useCallback(() => client.resource(id), [client, id]);
  const { value: resource, error, reload } = useLoaded(user && `resource:${user.id}/${id}`, load);
  const skeleton = <Skeleton label={texts.loadingResource} lines={4} />;
  const back = (
    <p className="back">
      <Link to="/resources">{texts.allResources}</Link>
    </p>
  );
  return (
    <Page title={resource?.name ?? nameFrom(state) ?? texts.resource} above={back}>
      <RequireSession why={texts.resourceWhy}>
        {!resource && error && <Problem error={error} onRetry={reload} />}
        {!resource && !error && skeleton}
        {resource && <ResourceParts resource={resource} fallback={skeleton} />}
      </RequireSession>
    </Page>
  );
}

/** The name that the list passed on, so that the heading is there before the resource is loaded. */
function nameFrom(state: unknown): string | null {
  const name = (state as { name?: unknown } | null)?.name;
  return typeof name === "string" ? name : null;
}
