/**
 * Forwards a request to a function and its response back, as the platform's gateway does.
 *
 * @module
 */

/** Hop-by-hop headers: RFC 9110, section 7.6.1. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

function endToEnd(headers: Headers): Headers {
  const result = new Headers(headers);
  const named = headers.get("connection")?.split(",").map((name) => name.trim()) ?? [];
  for (const name of [...HOP_BY_HOP, ...named.filter(Boolean)]) result.delete(name);
  return result;
}

/** Returns the request for the function at `base`. `path` begins with the function's name. */
export function outgoing(request: Request, base: string, path: string, peer: string): Request {
  const url = new URL(request.url);
  const headers = endToEnd(request.headers);
  headers.set("host", url.host);
  headers.set("x-forwarded-for", peer);
  headers.set("x-forwarded-host", url.host);
  headers.set("x-forwarded-port", url.port || "80");
  headers.set("x-forwarded-proto", "http");
  // Otherwise `fetch` asks for a compressed response, and decompresses it.
  headers.set("accept-encoding", "identity");
  const { method, body, signal } = request;
  return new Request(base + path + url.search, {
    method,
    headers,
    body,
    redirect: "manual",
    signal,
  });
}

/**
 * Returns the function's response for the caller. Calls `done` after the last byte, or if the
 * transfer fails.
 */
export function incoming(response: Response, done: () => void): Response {
  const { status, statusText, body } = response;
  const init = { status, statusText, headers: endToEnd(response.headers) };
  if (!body) {
    done();
    return new Response(null, init);
  }
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  body.pipeTo(writable).catch(() => {}).finally(done);
  return new Response(readable, init);
}
