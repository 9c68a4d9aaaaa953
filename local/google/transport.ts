/**
 * An HTTP server whose responses can be late, slow, cut off or never sent. It uses `node:http`, because
 * `Deno.serve` cannot drop a connection in the middle of a response.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The speed of a body: bytes a second, or `bytes` bytes every `every_ms` milliseconds. */
export type Pace = number | { bytes: number; every_ms: number };

/** A response and how it is sent. */
export interface Delivery {
  status: number;
  headers: [string, string][];
  body: Uint8Array;
  hang?: boolean;
  reset?: "before" | "middle";
  trickle?: Pace;
}

/** In bytes, more than any call needs. A longer body is cut off. */
const MAX_BODY = 10 * 1024 * 1024;

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error("The request's body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Keeps repeated headers: `rawHeaders` has names and values in turn. */
function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  const raw = message.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) headers.append(raw[i]!, raw[i + 1]!);
  return headers;
}

async function send(response: ServerResponse, delivery: Delivery): Promise<void> {
  const { status, headers, body, trickle } = delivery;
  if (delivery.hang) return;
  if (delivery.reset === "before") return void response.socket?.destroy();
  const lengthless = status === 204 || status === 304;
  response.writeHead(
    status,
    [
      ...headers,
      // One request per connection: Deno's fetch silently repeats a request, even a POST, if a reused
      // connection drops before the response begins. That would hide the reset.
      ["connection", "close"],
      ...(lengthless ? [] : [["content-length", String(body.length)]]),
    ].flat(),
  );
  if (delivery.reset === "middle") {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
    return;
  }
  if (!trickle) return void response.end(body);
  await trickled(response, body, trickle);
}

/** Sends the body in pieces until it is complete or the caller disconnects. */
async function trickled(response: ServerResponse, body: Uint8Array, pace: Pace): Promise<void> {
  const { bytes, every_ms } = piecesOf(pace);
  // One listener for the whole body, because Node warns of a leak at the eleventh listener.
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    response.write(body.subarray(at, at + bytes));
    await pause(every_ms, gone.signal);
  }
  response.end();
}

/** Converts bytes a second to pieces: ten pieces a second, or single bytes if the pace is lower. */
function piecesOf(pace: Pace): { bytes: number; every_ms: number } {
  if (typeof pace !== "number") return pace;
  const bytes = Math.max(1, Math.floor(pace / 10));
  return { bytes, every_ms: (bytes / pace) * 1000 };
}

function pause(millis: number, end: AbortSignal): Promise<void> {
  if (end.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      end.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    end.addEventListener("abort", done);
  });
}

/** Listens on 127.0.0.1. `close` drops every connection, including open requests. */
export function listen(
  port: number,
  handle: (request: Request, body: string) => Promise<Delivery>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (message, response) => {
    try {
      const body = await readBody(message);
      const method = message.method ?? "GET";
      const request = new Request(`http://${message.headers.host}${message.url}`, {
        method,
        headers: headersOf(message),
        ...(body.length > 0 && method !== "GET" && method !== "HEAD"
          ? { body: new Uint8Array(body) }
          : {}),
      });
      await send(response, await handle(request, body.toString("utf8")));
    } catch (error) {
      if (!response.headersSent) console.error("Google emulator:", error);
      response.socket?.destroy();
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
