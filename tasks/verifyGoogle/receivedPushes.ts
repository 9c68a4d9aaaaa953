/**
 * Receives the push messages of one side, for the questions that count them.
 *
 * @module
 */
import type { SidePushes } from "./side.ts";

/** Listens on loopback. `address` is where Google sends to, if another one leads here. */
export function receivePushes(
  { port, address, patience }: {
    port: number;
    address?: string;
    /** Waits until Google has sent what it will send. */
    patience: () => Promise<void>;
  },
): SidePushes & AsyncDisposable {
  const received: { channel: string | null; state: string | null }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, ({ headers }) => {
    const [channel, state] = ["x-goog-channel-id", "x-goog-resource-state"].map((name) =>
      headers.get(name)
    );
    received.push({ channel: channel!, state: state! });
    return new Response();
  });
  return {
    address: address ?? `http://127.0.0.1:${server.addr.port}/`,
    states: (id) =>
      received.filter(({ channel }) => channel === id).map(({ state }) => String(state)),
    patience,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
