/**
 * A small stand-in for Supabase Realtime, which `@supabase/lite` does not have: it tells a signed-in user's pages when a
 * row of theirs in `google_calendars` changes. It speaks the protocol of the platform, as far as supabase-js needs it
 * for that; broadcast and presence are missing.
 *
 * @module
 */
import { jwtVerify } from "jose";
import type { ProjectKeys } from "../project/mod.ts";
import type { Sql } from "../project/database.ts";
import { type Frame, readFrame, writeFrame } from "./frames.ts";
import { type Change, type Column, readColumns, rowChanges } from "./rowChanges.ts";
import { type Filter, lets, unsupported } from "./subscription.ts";

export const REALTIME_PATH = "/realtime/v1/websocket";

/** Milliseconds between two looks at the table, while somebody listens. */
const LOOK_EVERY = 250;

interface Listener {
  socket: WebSocket;
  vsn: string | null;
  topic: string;
  joinRef: string | null;
  userId: string;
  /** Milliseconds since 1970: when the session's token expires. */
  until: number;
  filters: { id: number; filter: Filter }[];
}

export interface Realtime {
  /** Answers the request for a websocket at `REALTIME_PATH`. */
  fetch(request: Request): Response;
  close(): Promise<void>;
}

/** `sql` runs as the database's owner; each user gets their own rows alone. */
export function serveRealtime(
  { sql, keys }: { sql: Sql; keys: Pick<ProjectKeys, "jwtSecret" | "publishableKey"> },
): Realtime {
  const secret = new TextEncoder().encode(keys.jwtSecret);
  const changes = rowChanges(sql);
  const sockets = new Set<WebSocket>();
  const listeners = new Set<Listener>();
  let columns: Promise<Column[]> | undefined;
  let looking: Promise<void> | undefined;
  let lastId = 0;
  let isClosed = false;

  /** The session's user and its end. Throws if the token is not a signed-in user's. */
  async function userOf(token: unknown): Promise<Pick<Listener, "userId" | "until">> {
    const { payload } = await jwtVerify(String(token), secret, {
      algorithms: ["HS256"],
      audience: "authenticated",
      requiredClaims: ["exp", "sub"],
    });
    if (payload.role !== "authenticated") throw new Error("not a signed-in user");
    return { userId: payload.sub!, until: payload.exp! * 1000 };
  }

  function send({ socket, vsn }: Pick<Listener, "socket" | "vsn">, frame: Frame): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(writeFrame(frame, vsn));
  }

  function tell(listener: Listener, event: string, payload: Frame["payload"]): void {
    const { topic, joinRef } = listener;
    send(listener, { join_ref: joinRef, ref: null, topic, event, payload });
  }

  function system(listener: Listener, status: "ok" | "error", message: string): void {
    const { topic } = listener;
    const extension = "postgres_changes";
    tell(listener, "system", {
      status,
      message,
      extension,
      channel: topic.slice("realtime:".length),
    });
  }

  function drop(listener: Listener): void {
    listeners.delete(listener);
    const { userId } = listener;
    if (![...listeners].some((other) => other.userId === userId)) changes.drop(userId);
  }

  async function join(socket: WebSocket, vsn: string | null, frame: Frame): Promise<void> {
    const { topic, ref, join_ref, payload } = frame;
    const reply = (status: "ok" | "error", response: object) =>
      send({ socket, vsn }, {
        ...{ join_ref, ref, topic, event: "phx_reply" },
        payload: { status, response },
      });
    const config = (payload.config ?? {}) as { postgres_changes?: Filter[] };
    let user: Pick<Listener, "userId" | "until">;
    try {
      user = await userOf(payload.access_token);
    } catch {
      return reply("error", { reason: "Invalid token: only a signed-in user's pages may listen" });
    }
    const filters = (config.postgres_changes ?? []).map((filter) => ({ id: ++lastId, filter }));
    await changes.add(user.userId);
    for (const old of listeners) if (old.socket === socket && old.topic === topic) drop(old);
    const listener = { socket, vsn, topic, joinRef: join_ref, ...user, filters };
    listeners.add(listener);
    // The socket may have closed meanwhile.
    if (!sockets.has(socket)) return drop(listener);
    reply("ok", { postgres_changes: filters.map(({ id, filter }) => ({ id, ...filter })) });
    const problem = filters.map(({ filter }) => unsupported(filter)).find(Boolean);
    system(listener, problem ? "error" : "ok", problem ?? "Subscribed to PostgreSQL");
  }

  async function receive(socket: WebSocket, vsn: string | null, frame: Frame): Promise<void> {
    const { topic, event, ref, join_ref, payload } = frame;
    const reply = () =>
      send({ socket, vsn }, {
        ...{ join_ref, ref, topic, event: "phx_reply" },
        payload: { status: "ok", response: {} },
      });
    if (event === "phx_join") return await join(socket, vsn, frame);
    if (event === "heartbeat") return reply();
    const own = [...listeners].filter((one) => one.socket === socket && one.topic === topic);
    if (event === "phx_leave") {
      own.forEach(drop);
      return reply();
    }
    if (event !== "access_token") return;
    const user = await userOf(payload.access_token).catch(() => null);
    for (const listener of own) {
      if (user?.userId === listener.userId) listener.until = user.until;
      else end(listener, "The token is not this user's");
    }
  }

  function end(listener: Listener, reason: string): void {
    system(listener, "error", reason);
    tell(listener, "phx_close", {});
    drop(listener);
  }

  function deliver(change: Change, columns: Column[]): void {
    for (const listener of listeners) {
      if (listener.userId !== change.userId) continue;
      const ids = listener.filters
        .filter(({ filter }) => !unsupported(filter) && lets(filter, change))
        .map(({ id }) => id);
      if (ids.length === 0) continue;
      const data = {
        ...{
          schema: "public",
          table: "google_calendars",
          type: change.type,
          columns,
          errors: null,
        },
        commit_timestamp: new Date().toISOString(),
        record: change.record,
        old_record: change.oldRecord,
      };
      tell(listener, "postgres_changes", { ids, data });
    }
  }

  async function look(): Promise<void> {
    for (const listener of listeners) {
      if (listener.until <= Date.now()) end(listener, "The token has expired");
    }
    if (listeners.size === 0) return;
    const found = await changes.look();
    if (found.length === 0) return;
    const described = await (columns ??= readColumns(sql));
    for (const change of found) deliver(change, described);
  }

  const failed = (error: Error) => console.log(`[realtime] ${error.message}`);
  const timer = setInterval(() => {
    looking ??= look().catch(failed).finally(() => looking = undefined);
  }, LOOK_EVERY);

  return {
    fetch(request) {
      const { searchParams } = new URL(request.url);
      if (isClosed) return new Response(null, { status: 503 });
      if (searchParams.get("apikey") !== keys.publishableKey) {
        return new Response("No such API key", { status: 401 });
      }
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
        return new Response("Only for websockets", {
          status: 426,
          headers: { upgrade: "websocket" },
        });
      }
      const { socket, response } = Deno.upgradeWebSocket(request);
      const vsn = searchParams.get("vsn");
      sockets.add(socket);
      socket.onmessage = ({ data }) => {
        const frame = typeof data === "string" ? readFrame(data) : undefined;
        if (frame) receive(socket, vsn, frame).catch(failed);
      };
      socket.onclose = () => {
        sockets.delete(socket);
        for (const listener of listeners) if (listener.socket === socket) drop(listener);
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
