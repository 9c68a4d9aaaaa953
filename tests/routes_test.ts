/** The one list of routes, `tasks/routes.ts`, against the routes that the functions have. */
import { assertEquals } from "@std/assert";
import { functionNames, FUNCTIONS } from "../tasks/functionNames.ts";
import { ROUTES } from "../tasks/routes.ts";
import { guardedRequests } from "../tasks/sampleRequests.ts";

interface App {
  routes: { method: string; path: string }[];
}

const apps = new Map<string, App>();
for (const name of functionNames()) {
  apps.set(name, (await import(new URL(`${name}/index.ts`, FUNCTIONS).href)).default);
}
const { createApp } = await import("../supabase/functions/_shared/http/app.ts");

/** `METHOD /function/path`, as the list has it. */
function keyOf({ method, path }: App["routes"][number]): string {
  return `${method} ${path.replace(/:(\w+)/g, "{$1}").replace(/(.)\/$/, "$1")}`;
}

Deno.test("tasks/routes.ts has every route of every function, and no other", () => {
  const found = [...apps.values()].flatMap(({ routes }) => routes)
    .filter(({ method }) => method !== "ALL").map(keyOf);
  assertEquals(Object.keys(ROUTES).sort(), found.sort());
});

Deno.test("no function answers every method by a route or a middleware of its own", () => {
  const shared = (createApp("any") as App).routes.filter(({ method }) => method === "ALL");
  for (const [name, { routes }] of apps) {
    assertEquals(
      routes.filter(({ method }) => method === "ALL").map(keyOf),
      shared.map(keyOf),
      name,
    );
  }
});

Deno.test("every route is below its own function's name", () => {
  for (const [name, { routes }] of apps) {
    const outside = routes.filter(({ method, path }) =>
      method !== "ALL" && !`${path}/`.startsWith(`/${name}/`)
    );
    assertEquals(outside, [], name);
  }
});

Deno.test("Google's redirect alone needs no credentials, and upkeep, pushes and the mirror's runs take no session", () => {
  const callers = Object.entries(ROUTES).flatMap(([key, { caller }]) =>
    caller ? [[caller, key]] : []
  );
  assertEquals(callers, [
    ["anyone", "GET /oauth-callback"],
    ["operator", "POST /touch-grants"],
    ["google", "POST /calendar-push"],
    ["operator", "POST /sync-calendars"],
  ]);
});

Deno.test("every function has a route that refuses a caller without credentials", () => {
  assertEquals(Object.keys(guardedRequests()), functionNames());
});
