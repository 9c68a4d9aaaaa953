/**
 * Finds free ports of 127.0.0.1.
 *
 * @module
 */

/** Returns the port if it is free, or any free port for 0. Throws `Deno.errors.AddrInUse`. */
export function freePort(wanted = 0): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: wanted });
  return listener.addr.port;
}

/** Does the same for a port from an option of `deno task start`. The error tells the user what to do. */
export function chosenPort(wanted: number, use: string, option: string): number {
  try {
    return freePort(wanted);
  } catch (cause) {
    if (cause instanceof Deno.errors.PermissionDenied) {
      throw new Error(
        `Port ${wanted}, for ${use}, is only for an administrator. ` +
          `Choose one above 1023: deno task start ${option} N`,
        { cause },
      );
    }
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Error(
      `Port ${wanted}, for ${use}, is taken. ` +
        `Stop what listens there, or choose another port: deno task start ${option} N`,
      { cause },
    );
  }
}
