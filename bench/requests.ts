/**
 * The requests that are measured, and a load of them.
 *
 * @module
 */

export interface Route {
  /** Below `supabase/functions/`, or a peer of `peers/`. */
  module: string;
  method: string;
  path: string;
  body?: unknown;
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
const FUNCTIONS = "../supabase/functions";

export const ROUTES = {
  bareHono: { module: "peers/bareHono.ts", method: "GET", path: "/", status: 200 },
  bareHandler: { module: "peers/bareHandler.ts", ...CREATE },
  parts: { module: "peers/parts.ts", ...CREATE },
  googleapis: { module: "peers/googleapis.ts", ...CREATE },
  googleapisCommon: { module: "peers/googleapisCommon.ts", ...CREATE },
  create: { module: `${FUNCTIONS}/create-calendar-event/index.ts`, ...CREATE },
  createWithKey: {
    module: `${FUNCTIONS}/create-calendar-event/index.ts`,
    ...CREATE,
    /** Another key each time. */
    get body() {
      return { ...EVENT, idempotency_key: crypto.randomUUID() };
    },
  },
  resource: {
    module: `${FUNCTIONS}/get-resource/index.ts`,
    method: "GET",
    path: `/get-resource/users/me/resources/${crypto.randomUUID()}`,
    status: 200,
  },
  connection: {
    module: `${FUNCTIONS}/calendar-connection/index.ts`,
    method: "GET",
    path: "/calendar-connection/users/me",
    status: 200,
  },
  initiate: {
    module: `${FUNCTIONS}/oauth-initiate/index.ts`,
    method: "POST",
    path: "/oauth-initiate",
    status: 200,
  },
} as const satisfies Record<string, Route>;

/** Asks once. Resolves to the milliseconds it took; throws where the answer is not the right one. */
export async function ask(url: string, route: Route, authorization: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url + route.path, {
    method: route.method,
    headers: { authorization, "content-type": "application/json" },
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
      each.push(await ask(url, route, authorizations[left % authorizations.length]));
    }
  }));
  return { each: each.sort((a, b) => a - b), all: performance.now() - started };
}

/** The value below which a share of the sorted values lies. */
export function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
