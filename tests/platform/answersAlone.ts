/**
 * Checks that a function which was uploaded runs by itself.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { guardedRequests } from "../../tasks/sampleRequests.ts";
import { settingsFor } from "../support/authStub.ts";
import type { Upload } from "./managementApi.ts";
import { runUpload } from "./runUpload.ts";

/** Runs the upload alone, and asserts that it answers its preflight, and refuses a caller without credentials. */
export async function assertAnswersAlone(name: string, upload: Upload): Promise<void> {
  // Nothing listens at this address: a 401 without a session calls nobody.
  const settings = settingsFor("http://127.0.0.1:9");
  const running = await runUpload(upload, settings);
  try {
    const { method, path, refusal } = guardedRequests()[name]!;
    const address = running.url + path;
    const origin = settings.APP_URL!;
    const preflight = await fetch(address, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method },
    });
    await preflight.body?.cancel();
    assertEquals(preflight.status, 204);
    assertEquals(preflight.headers.get("access-control-allow-origin"), origin);
    assertMatch(preflight.headers.get("access-control-allow-methods")!, new RegExp(method));

    const refused = await fetch(address, { method, headers: { origin } });
    const body = await refused.json();
    assertEquals([refused.status, body.code], [refusal.status, refusal.code]);
    assertEquals(refused.headers.get("x-request-id"), body.request_id);
    assertEquals(refused.headers.get("access-control-allow-origin"), origin);
  } finally {
    await running.close();
  }
}
