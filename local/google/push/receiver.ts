/**
 * A server that receives push messages, for tests.
 *
 * @module
 */
export interface Received {
  number: number;
  state: string;
  channel: string;
  headers: Headers;
  body: string;
}

export interface Receiver {
  address: string;
  received: Received[];
  /** The statuses of the next answers. Afterwards: 200. */
  answers: number[];
  [Symbol.asyncDispose](): Promise<void>;
}

export function receiver(): Receiver {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { headers } = request;
    received.push({
      number: Number(headers.get("x-goog-message-number")),
      state: headers.get("x-goog-resource-state") ?? "",
      channel: headers.get("x-goog-channel-id") ?? "",
      headers,
      body: await request.text(),
    });
    return new Response(null, { status: answers.shift() ?? 200 });
  });
  return {
    address: `http://127.0.0.1:${server.addr.port}/push`,
    received,
    answers,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
