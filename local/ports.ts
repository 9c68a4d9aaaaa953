/**
 * Ports of 127.0.0.1 that nobody listens on.
 *
 * @module
 */

/** This port, or any for 0: to be listened on soon. Throws `Deno.errors.AddrInUse`. */
export function freePort(wanted = 0): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: wanted });
  return listener.addr.port;
}

/** The same for what an option of `deno task start` chose: its error says what to do. */
export function chosenPort(wanted: number, use: string, option: string): number {
  try {
    return freePort(wanted);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Error(
      `Port ${wanted}, for ${use}, is taken. ` +
        `Stop what listens there, or choose another port: deno task start ${option} N`,
      { cause },
    );
  }
}
