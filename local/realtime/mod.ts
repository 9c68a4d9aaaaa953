/**
 * A small stand-in for Supabase Realtime, which `@supabase/lite` does not have: it tells a signed-in user's pages when a
 * row of theirs in `google_calendars` changes. It speaks the protocol of the platform, as far as supabase-js needs it
 * for that; broadcast and presence are missing.
 *
 * @module
 */
import type { Sql } from "../project/database.ts";
import type { ProjectKeys } from "../project/mod.ts";
import { createChannels } from "./channels.ts";
import { readFrame } from "./frames.ts";

export const REALTIME_PATH = "/realtime/v1/websocket";

/** Milliseconds between two looks at the table, while somebody listens. */
const LOOK_EVERY = 250;

export interface Realtime {
  /** Answers the request for a websocket at `REALTIME_PATH`. */
  fetch(request: Request): Response;
  close(): Promise<void>;
}

/** `sql` runs as the database's owner; each user gets their own rows alone. */
export function serveRealtime(
  { sql, keys }: { sql: Sql; keys: Pick<ProjectKeys, "jwtSecret" | "publishableKey"> },
): Realtime {
  const channels = createChannels(sql, keys.jwtSecret);
  const sockets = new Set<WebSocket>();
  let looking: Promise<void> | undefined;
  let isClosed = false;

  const failed = (error: Error) => console.log(`[realtime] ${error.message}`);
  const timer = setInterval(() => {
    looking ??= channels.look().catch(failed).finally(() => looking = undefined);
  }, LOOK_EVERY);

  return {
    fetch(request) {
      const { searchParams } = new URL(request.url);
      if (isClosed) return new Response(null, { status: 503 });
      if (searchParams.get("apikey") !== keys.publishableKey) {
        return new Response("No such API key", { status: 401 });
      }
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
        const headers = { upgrade: "websocket" };
        return new Response("Only for websockets", { status: 426, headers });
      }
      const { socket, response } = Deno.upgradeWebSocket(request);
      const line = { socket, vsn: searchParams.get("vsn") };
      sockets.add(socket);
      socket.onmessage = ({ data }) => {
        const frame = typeof data === "string" ? readFrame(data) : undefined;
        if (frame) channels.receive(line, frame).catch(failed);
      };
      socket.onclose = () => {
        sockets.delete(socket);
        channels.leave(line);
      };
      // A page that is gone closes its socket in many ways.
      socket.onerror = () => {};
      return response;
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      for (const socket of sockets) socket.close();
      await looking;
    },
  };
}
