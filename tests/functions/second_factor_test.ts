/** `REQUIRED_AAL=aal2`: a session without a second factor is refused on every route. */
import { assertEquals } from "@std/assert";
import { ROUTES } from "../../tasks/routes.ts";
import { functionOf, sampleRequest } from "../../tasks/sampleRequests.ts";
import { captureLogs } from "../support/logs.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings({ ...settingsFor(project.url), REQUIRED_AAL: "aal2" });

const GUARDED = Object.entries(ROUTES).filter(([, { caller }]) => caller === undefined)
  .map(([key]) => `${sampleRequest(key).method} ${sampleRequest(key).path}`);
const call = async (route: string, token: string) => {
  const [method, path] = route.split(" ");
  const { default: app } = await import(`../../supabase/functions/${functionOf(route)}/index.ts`);
  const response: Response = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json() };
};

Deno.test("a session without a second factor is 401 everywhere, and nothing is asked for it", async () => {
  for (const aal of ["aal1", null, "AAL2", ["aal2"], 2]) {
    const token = await project.token({ aal });
    for (const route of GUARDED) {
      const { status, body } = await call(route, token);
      assertEquals([route, status, body.code], [route, 401, "unauthenticated"]);
    }
  }
  assertEquals([project.count("/rest/"), project.count("/auth/v1/user")], [0, 0]);
});

Deno.test("a session with a second factor goes on", async () => {
  const token = await project.token({ aal: "aal2" });
  await call("GET /calendar-connection/users/me", token);
  await call("POST /oauth-initiate", token);
  assertEquals([project.count("/rest/"), project.count("/auth/v1/user")], [1, 1]);
});

closeAtEnd(project);
