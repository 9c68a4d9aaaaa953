/**
 * Makes the data API or Auth fail, with the faults of the Google emulator, by path.
 *
 * @module
 */
import type { Fault as GoogleFault } from "../../local/google/mod.ts";
import type { Delivery } from "../../local/google/transport.ts";

/** The emulator's faults, without those that change JSON. */
export type Fault = Omit<GoogleFault, "mutate" | "patch" | "id_token" | "trickle">;

interface Entry {
  path: string;
  fault: Fault;
  left: number;
}

export interface DatabaseFaults {
  /** Adds a fault for the next calls whose path starts with `path`. Returns a function that removes it. */
  add(path: string, fault: Fault): () => void;
  /** Returns the response to a request: that of its fault, or that of `handle`. */
  respond(path: string, handle: () => Promise<Delivery>): Promise<Delivery>;
}

function faultResponse({ status = 200, body = "" }: Fault): Delivery {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers: [string, string][] = [["content-type", "application/json; charset=utf-8"]];
  return { status, headers, body: new TextEncoder().encode(text) };
}

async function applyFault(fault: Fault, handle: () => Promise<Delivery>): Promise<Delivery> {
  if (fault.delay_ms) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
  const replaced = fault.status !== undefined || fault.body !== undefined;
  const unanswered = fault.hang || fault.reset === "before";
  const carried = fault.after || !(replaced || unanswered) ? await handle() : undefined;
  const delivery = replaced || !carried ? faultResponse(fault) : carried;
  const headers = new Headers(delivery.headers);
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  return { ...delivery, headers: [...headers], hang: fault.hang, reset: fault.reset };
}

export function databaseFaults(): DatabaseFaults {
  let entries: Entry[] = [];
  const without = (gone: Entry) => entries.filter((entry) => entry !== gone);
  return {
    add(path, fault) {
      const left = fault.times === null ? Infinity : fault.times ?? 1;
      const entry = { path, fault, left };
      entries.push(entry);
      return () => {
        entries = without(entry);
      };
    },
    respond(path, handle) {
      const entry = entries.find((candidate) => path.startsWith(candidate.path));
      if (!entry) return handle();
      if (--entry.left <= 0) entries = without(entry);
      return applyFault(entry.fault, handle);
    },
  };
}
