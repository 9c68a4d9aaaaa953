/** A project that has the legacy `service_role` key alone: its server calls with that one. */
import { assertEquals } from "@std/assert";
import { ROUTES } from "../../tasks/routes.ts";
import { functionOf } from "../../tasks/sampleRequests.ts";
import { captureLogs } from "../support/logs.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
const LEGACY_KEY = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.signature-of-a-test";
useSettings({
  ...settingsFor(project.url),
  SUPABASE_SECRET_KEYS: undefined,
  SUPABASE_SERVICE_ROLE_KEY: LEGACY_KEY,
});

async function call(key: string, headers: Record<string, string>) {
  const [method, path] = key.replace("{user}", "me").split(" ");
  const { default: app } = await import(`../../supabase/functions/${functionOf(key)}/index.ts`);
  const query = `user_id=${project.userId}`;
  const response: Response = await app.request(`${path}?${query}`, { method, headers });
  return { status: response.status, body: await response.json() };
}
const READS = Object.keys(ROUTES).filter((key) =>
  ROUTES[key]!.server && /^GET [^{]*\{user\}$/.test(key) && !key.includes("free-time")
);

type Headers = Record<string, string>;
const authorization = `Bearer ${LEGACY_KEY}`;
const GOOD: Headers[] = [{ apikey: LEGACY_KEY }, { apikey: LEGACY_KEY, authorization }];
const BAD: Headers[] = [{ authorization }, { apikey: `${LEGACY_KEY}x`, authorization }];

Deno.test("the legacy key acts for a user, and nothing like it does", async () => {
  assertEquals(READS.length, 4);
  for (const key of READS) {
    // The stand-in knows no user: who is let in misses them after the one read.
    for (const headers of GOOD) {
      project.requests.length = 0;
      const { status, body } = await call(key, headers);
      assertEquals([key, status, body.code], [key, 404, "user_not_found"]);
      assertEquals([project.count("/rest/v1/rpc/"), project.count("/auth/")], [1, 0]);
    }
    for (const headers of BAD) {
      project.requests.length = 0;
      const { status, body } = await call(key, headers);
      assertEquals([key, status, body.code], [key, 401, "unauthenticated"]);
      assertEquals(project.count("/rest/"), 0);
    }
  }
});

closeAtEnd(project);
