/**
 * The requests that are measured, and a load of them.
 *
 * @module
 */

export interface Route {
  /** A function's name, as it is built, or a module of `peers/`. */
  module: string;
  /** Whether a peer is measured as a bundle. */
  bundled?: boolean;
  method: string;
  path: string;
  body?: unknown;
  /** Whether it is called with the project's secret key. */
  secret?: boolean;
  headers?: Record<string, string>;
  status: number;
}

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};
const CREATE = {
  method: "POST",
  path: "/create-calendar-event/users/me/calendar/events",
  body: EVENT,
  status: 201,
};
const SPAN = "time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z";

/** Each function's first request, by the function's name. */
export const FUNCTIONS = {
  "get-resource": {
    module: "get-resource",
    method: "GET",
    path: `/get-resource/users/me/resources/${crypto.randomUUID()}`,
    status: 200,
  },
  "calendar-connection": {
    module: "calendar-connection",
    method: "GET",
    path: "/calendar-connection/users/me",
    status: 200,
  },
  "oauth-initiate": {
    module: "oauth-initiate",
    method: "POST",
    path: "/oauth-initiate",
    status: 200,
  },
  "oauth-callback": {
    module: "oauth-callback",
    method: "GET",
    path: "/oauth-callback?state=unknown&code=x",
    status: 303,
  },
  "touch-grants": {
    module: "touch-grants",
    method: "POST",
    path: "/touch-grants",
    secret: true,
    status: 200,
  },
  "calendar-push": {
    module: "calendar-push",
    method: "POST",
    path: "/calendar-push",
    headers: {
      "x-goog-channel-id": crypto.randomUUID(),
      "x-goog-channel-token": "token",
      "x-goog-resource-id": "resource",
      "x-goog-resource-state": "exists",
    },
    status: 204,
  },
  "create-calendar-event": { module: "create-calendar-event", ...CREATE },
  "calendar-events": {
    module: "calendar-events",
    method: "GET",
    path: `/calendar-events/users/me?${SPAN}`,
    status: 200,
  },
  "find-free-time": {
    module: "find-free-time",
    method: "GET",
    path: `/find-free-time/users/me?${SPAN}`,
    status: 200,
  },
} as const satisfies Record<string, Route>;

export const PEERS = {
  bareHono: { module: "peers/bareHono.ts", method: "GET", path: "/", status: 200 },
  bareHandler: { module: "peers/bareHandler.ts", ...CREATE },
  handWritten: { module: "peers/handWritten.ts", ...CREATE },
  parts: { module: "peers/parts.ts", bundled: true, ...CREATE },
  googleapis: { module: "peers/googleapis.ts", ...CREATE },
  googleapisCommon: { module: "peers/googleapisCommon.ts", ...CREATE },
} as const satisfies Record<string, Route>;

export const BUNDLED_PEERS: string[] = Object.values<Route>(PEERS)
  .filter(({ bundled }) => bundled).map(({ module }) => module);

/** A create with another key each time. */
export const CREATE_WITH_KEY: Route = {
  ...FUNCTIONS["create-calendar-event"],
  get body() {
    return { ...EVENT, idempotency_key: crypto.randomUUID() };
  },
};

/** Asks once. Resolves to the milliseconds it took; throws where the answer is not the right one. */
export async function ask(
  url: string,
  route: Route,
  authorization: string,
  secretKey = "",
): Promise<number> {
  const started = performance.now();
  const response = await fetch(url + route.path, {
    method: route.method,
    redirect: "manual",
    headers: {
      ...route.secret ? { apikey: secretKey } : { authorization },
      "content-type": "application/json",
      ...route.headers,
    },
    body: route.body === undefined ? undefined : JSON.stringify(route.body),
  });
  const text = await response.text();
  if (response.status !== route.status) {
    throw new Error(`${route.path} answered ${response.status}: ${text}`);
  }
  return performance.now() - started;
}

/** Asks `total` times, `atOnce` at a time, as each user in turn. Resolves to how long each took, sorted, and all together. */
export async function load(
  url: string,
  route: Route,
  authorizations: string[],
  total: number,
  atOnce: number,
): Promise<{ each: number[]; all: number }> {
  const each: number[] = [];
  let left = total;
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left-- > 0) {
      each.push(await ask(url, route, authorizations[left % authorizations.length]!));
    }
  }));
  return { each: each.sort((a, b) => a - b), all: performance.now() - started };
}
