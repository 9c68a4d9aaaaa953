/**
 * Finds out that a port is taken before anything is started on it.
 *
 * @module
 */

/** The port, or a free one for 0. Throws an error that says what to do where it is taken. */
export function freePort(wanted: number, use: string, option: string): number {
  try {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: wanted });
    const { port } = listener.addr;
    listener.close();
    return port;
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Error(
      `Port ${wanted}, for ${use}, is taken. ` +
        `Stop what listens there, or choose another port: deno task start ${option} N`,
      { cause },
    );
  }
}
