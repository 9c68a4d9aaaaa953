/**
 * Makes the data API or Auth fail on its way: the same faults as the Google emulator's, met by path.
 *
 * @module
 */
import type { Fault as GoogleFault } from "../../local/google/mod.ts";
import type { Delivery } from "../../local/google/transport.ts";

/** As the emulator's, but for what bends its JSON. */
export type Fault = Omit<GoogleFault, "mutate" | "patch" | "id_token" | "trickle">;

interface Entry {
  path: string;
  fault: Fault;
  left: number;
}

export interface DatabaseFaults {
  /** The next calls whose path starts with `path` meet the fault; returns what stops that. */
  add(path: string, fault: Fault): () => void;
  /** The answer to a request: the fault that waits for it, or what `carryOut` answers. */
  meet(path: string, carryOut: () => Promise<Delivery>): Promise<Delivery>;
}

function written({ status = 200, body = "" }: Fault): Delivery {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers: [string, string][] = [["content-type", "application/json; charset=utf-8"]];
  return { status, headers, body: new TextEncoder().encode(text) };
}

async function bent(fault: Fault, carryOut: () => Promise<Delivery>): Promise<Delivery> {
  if (fault.delay_ms) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
  const replaced = fault.status !== undefined || fault.body !== undefined;
  const unanswered = fault.hang || fault.reset === "before";
  const carried = fault.after || !(replaced || unanswered) ? await carryOut() : undefined;
  const delivery = replaced || !carried ? written(fault) : carried;
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
    meet(path, carryOut) {
      const entry = entries.find((candidate) => path.startsWith(candidate.path));
      if (!entry) return carryOut();
      if (--entry.left <= 0) entries = without(entry);
      return bent(entry.fault, carryOut);
    },
  };
}
