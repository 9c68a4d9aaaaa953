/**
 * Stands for the data API, Auth and Google, in a process of its own: every answer is right, and comes
 * after a fixed delay. `STAND_IN` holds what it answers, see `settings.ts`.
 *
 * @module
 */

const { delayMs, refreshMs, token } = JSON.parse(Deno.env.get("STAND_IN")!);
/** The users' rows, by their ids. */
const rows = new Map<string, { user_id: string }>();
/** Peers that ask as nobody get somebody's row. */
const rowOf = (userId: unknown) => rows.get(String(userId)) ?? [...rows.values()][0];

const EVENT = {
  id: "event",
  status: "confirmed",
  htmlLink: "https://calendar.example/event",
  summary: "Lecture 5",
  start: { dateTime: "2026-08-15T09:00:00-07:00" },
  end: { dateTime: "2026-08-15T10:00:00-07:00" },
};
const RESOURCE = {
  id: crypto.randomUUID(),
  class_id: crypto.randomUUID(),
  type: "lecture",
  name: "Lecture 5",
  created_at: "2026-01-01T00:00:00Z",
  content: null,
};
/** Whether the stored token has ended, until it is refreshed. */
let expired = false;
const counts: Record<string, number> = {};

/** What each path answers to a body, and to whom. */
const ANSWERS: Record<
  string,
  (body: Record<string, unknown>, caller: string, method: string) => unknown
> = {
  "/rest/v1/rpc/google_calendar_read_account": ({ p_user_id }) => [{
    ...rowOf(p_user_id),
    access_token_expires_in: expired ? -60 : 3600,
    grant_version: expired ? 1 : 2,
  }],
  "/rest/v1/rpc/google_calendar_read_connections": ({ p_user_id }) => [rowOf(p_user_id)],
  "/rest/v1/rpc/google_calendar_read_resource": ({ p_user_id }) => [{
    google_id_matches: true,
    resource: { ...RESOURCE, user_id: p_user_id },
  }],
  "/rest/v1/rpc/google_calendar_start_oauth": () => [{
    account_found: true,
    login_hint: null,
    expires_at: "2030-01-01T00:00:00Z",
    retry_after: null,
  }],
  "/rest/v1/rpc/google_calendar_take_oauth_state": () => [],
  "/rest/v1/rpc/google_calendar_sweep": () => [{ deleted_users: 0, expired: 0 }],
  "/rest/v1/rpc/google_calendar_take_revocations": () => [],
  "/rest/v1/rpc/google_calendar_grants_to_touch": () => [],
  "/rest/v1/rpc/google_calendar_push_received": () => [{ answer: "noted", calendar_id: "x" }],
  "/rest/v1/rpc/google_calendar_begin_refresh": () => "begun",
  "/rest/v1/rpc/google_calendar_end_refresh": () => {
    expired = false;
    return true;
  },
  "/auth/v1/user": (_, caller) => ({ id: caller }),
  "/token": () => ({ access_token: token, expires_in: 3599, token_type: "Bearer" }),
  "/calendar/v3/calendars/primary/events": (_, __, method) =>
    method === "POST"
      ? EVENT
      : { kind: "calendar#events", timeZone: "Europe/Berlin", items: [EVENT] },
  "/calendar/v3/freeBusy": () => ({
    calendars: {
      primary: { busy: [{ start: "2026-08-15T16:00:00Z", end: "2026-08-15T17:00:00Z" }] },
    },
  }),
};

/** The `sub` of the session that a request carries. */
function callerOf(request: Request): string {
  const payload = request.headers.get("authorization")?.split(".")[1];
  return payload ? JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))).sub : "";
}

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/expire") {
    expired = true;
    return new Response();
  }
  if (pathname === "/counts") {
    const answer = Response.json(counts);
    for (const name of Object.keys(counts)) delete counts[name];
    return answer;
  }
  if (pathname === "/row") {
    const row = await request.json();
    rows.set(row.user_id, row);
    return new Response();
  }
  counts[pathname] = (counts[pathname] ?? 0) + 1;
  const isJson = request.headers.get("content-type")?.startsWith("application/json");
  const body = isJson ? await request.json() : {};
  await new Promise((resolve) => setTimeout(resolve, pathname === "/token" ? refreshMs : delayMs));
  const answer = ANSWERS[pathname];
  return answer
    ? Response.json(answer(body, callerOf(request), request.method))
    : new Response(null, { status: 404 });
});
await server.finished;
