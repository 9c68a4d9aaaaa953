/** What a session is worth while the project's key set cannot be read. An instance of its own: sets are cached. */
import { assert, assertEquals } from "@std/assert";
import { captureLogs } from "../support/logs.ts";
import { settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

// The library's time limit on its own request outlives the test.
const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "a key set that cannot be read is 503, not 401, and is asked for again",
  options,
  async () => {
    captureLogs();
    const project = await startAuthStub();
    useSettings(settingsFor(project.url));
    const { default: app } = await import("../../supabase/functions/get-resource/index.ts");
    const call = async () => {
      const response = await app.request(
        `/get-resource/users/me/resources/${crypto.randomUUID()}`,
        {
          headers: { authorization: `Bearer ${await project.token()}` },
        },
      );
      return { status: response.status, headers: response.headers, body: await response.json() };
    };

    project.keysStatus = 500;
    const failed = await call();
    assertEquals([failed.status, failed.body.code], [503, "auth_unavailable"]);
    assert(Number(failed.headers.get("retry-after")) > 0);
    assertEquals(project.count("/rest/v1"), 0);

    project.keysStatus = 200;
    await call();
    assertEquals(project.count("/rest/v1"), 1);
    await project.close();
  },
);
