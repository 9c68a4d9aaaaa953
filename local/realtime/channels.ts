/**
 * The channels that pages opened: each tells one signed-in user of changes of that user's rows.
 *
 * @module
 */
import type { Sql } from "../project/database.ts";
import { type Frame, writeFrame } from "./frames.ts";
import { type Change, type Column, readColumns, rowChanges } from "./rowChanges.ts";
import { type ListeningSession, readSession } from "./session.ts";
import { type Filter, lets, unsupported } from "./subscription.ts";

/** A page's socket, and the version of the protocol that it asked for. */
export interface Line {
  socket: WebSocket;
  vsn: string | null;
}

interface Channel extends ListeningSession {
  line: Line;
  topic: string;
  joinRef: string | null;
  filters: { id: number; filter: Filter }[];
}

function send({ socket, vsn }: Line, frame: Frame): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(writeFrame(frame, vsn));
}

function reply(line: Line, to: Frame, status: "ok" | "error", response: object = {}): void {
  send(line, { ...to, event: "phx_reply", payload: { status, response } });
}

function tell({ line, topic, joinRef }: Channel, event: string, payload: Frame["payload"]): void {
  send(line, { join_ref: joinRef, ref: null, topic, event, payload });
}

function system(channel: Channel, status: "ok" | "error", message: string): void {
  const name = channel.topic.slice("realtime:".length);
  tell(channel, "system", { status, message, extension: "postgres_changes", channel: name });
}

/** `sql` runs as the database's owner. */
export function createChannels(sql: Sql, jwtSecret: string) {
  const changes = rowChanges(sql);
  const channels = new Set<Channel>();
  let columns: Promise<Column[]> | undefined;
  let lastId = 0;

  function drop(channel: Channel): void {
    channels.delete(channel);
    const { userId } = channel;
    if (![...channels].some((other) => other.userId === userId)) changes.drop(userId);
  }

  function end(channel: Channel, reason: string): void {
    system(channel, "error", reason);
    tell(channel, "phx_close", {});
    drop(channel);
  }

  async function join(line: Line, frame: Frame): Promise<void> {
    const { topic, join_ref: joinRef, payload } = frame;
    const session = await readSession(payload.access_token, jwtSecret).catch(() => null);
    if (!session) {
      const reason = "Invalid token: only a signed-in user's pages may listen";
      return reply(line, frame, "error", { reason });
    }
    const { postgres_changes = [] } = (payload.config ?? {}) as { postgres_changes?: Filter[] };
    const filters = postgres_changes.map((filter) => ({ id: ++lastId, filter }));
    for (const old of of(line, topic)) drop(old);
    const channel = { line, topic, joinRef, ...session, filters };
    channels.add(channel);
    await changes.add(session.userId);
    // The socket may have closed by now.
    if (line.socket.readyState !== WebSocket.OPEN) return drop(channel);
    const numbered = filters.map(({ id, filter }) => ({ id, ...filter }));
    reply(line, frame, "ok", { postgres_changes: numbered });
    const problem = filters.map(({ filter }) => unsupported(filter)).find(Boolean);
    system(channel, problem ? "error" : "ok", problem ?? "Subscribed to PostgreSQL");
  }

  function of({ socket }: Line, topic?: string): Channel[] {
    return [...channels].filter((one) =>
      one.line.socket === socket && (topic === undefined || one.topic === topic)
    );
  }

  async function renew(line: Line, { topic, payload }: Frame): Promise<void> {
    const session = await readSession(payload.access_token, jwtSecret).catch(() => null);
    for (const channel of of(line, topic)) {
      if (session?.userId === channel.userId) channel.until = session.until;
      else end(channel, "The token is not this user's");
    }
  }

  function deliver(change: Change, columns: Column[]): void {
    const data = {
      ...{ schema: "public", table: "google_calendars", type: change.type, columns, errors: null },
      commit_timestamp: new Date().toISOString(),
      record: change.record,
      old_record: change.oldRecord,
    };
    for (const channel of channels) {
      if (channel.userId !== change.userId) continue;
      const ids = channel.filters
        .filter(({ filter }) => !unsupported(filter) && lets(filter, change))
        .map(({ id }) => id);
      if (ids.length > 0) tell(channel, "postgres_changes", { ids, data });
    }
  }

  return {
    /** Does what a page's message asks for. */
    async receive(line: Line, frame: Frame): Promise<void> {
      switch (frame.event) {
        case "phx_join":
          return await join(line, frame);
        case "access_token":
          return await renew(line, frame);
        case "phx_leave":
          of(line, frame.topic).forEach(drop);
          return reply(line, frame, "ok");
        case "heartbeat":
          return reply(line, frame, "ok");
      }
    },
    /** The socket is closed. */
    leave(line: Line): void {
      of(line).forEach(drop);
    },
    /** Ends the channels whose token has expired, and tells the others what changed since the last look. */
    async look(): Promise<void> {
      for (const channel of channels) {
        if (channel.until <= Date.now()) end(channel, "The token has expired");
      }
      const found = channels.size > 0 ? await changes.look() : [];
      if (found.length === 0) return;
      const described = await (columns ??= readColumns(sql));
      for (const change of found) deliver(change, described);
    },
  };
}
