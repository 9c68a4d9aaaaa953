/**
 * Stands in for Supabase's management API for a whole deployment: what `tests/platform/` has for the
 * functions, and the project's secrets.
 *
 * @module
 */
import { type ManagementApi, startManagementApi } from "../platform/managementApi.ts";

export interface PlatformApi extends ManagementApi {
  /** What was set, by name. */
  secrets: Map<string, string>;
  /** `METHOD /path` of each call that changes something, oldest first. */
  changes: string[];
}

export function startPlatformApi(project: string): PlatformApi {
  const functions = startManagementApi(project);
  const inner = /^api_url: (\S+)$/m.exec(functions.profile)![1]!;
  const secrets = new Map<string, string>();
  const changes: string[] = [];

  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (request.method !== "GET") changes.push(`${request.method} ${pathname}`);
    if (pathname === `/v1/projects/${project}/secrets` && request.method === "POST") {
      for (const { name, value } of await request.json()) secrets.set(name, value);
      return new Response(null, { status: 201 });
    }
    if (pathname === `/v1/projects/${project}/secrets` && request.method === "GET") {
      // The platform tells a digest of each value.
      return Response.json([...secrets.keys()].map((name) => ({ name, value: "digest" })));
    }
    if (pathname === `/v1/projects/${project}/secrets` && request.method === "DELETE") {
      for (const name of await request.json()) secrets.delete(name);
      return new Response(null, { status: 200 });
    }
    return await fetch(new Request(inner + pathname + search, request));
  });
  return {
    ...functions,
    secrets,
    changes,
    profile: functions.profile.replaceAll(inner, `http://127.0.0.1:${server.addr.port}`),
    async close() {
      await server.shutdown();
      await functions.close();
    },
  };
}
