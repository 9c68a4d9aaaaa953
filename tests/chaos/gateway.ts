/**
 * The project's address in the chaos test: functions are answered by an instance, everything else by the
 * world on stage, and calls of the database can be lost before or after they were carried out.
 *
 * @module
 */
import { type Delivery, listen } from "../../local/google/transport.ts";
import { databaseFaults, type Fault } from "../support/databaseFaults.ts";
import { debug } from "./report.ts";
import type { Instances } from "./instances.ts";

type Answering = (request: Request) => Promise<Response>;

export interface Gateway {
  url: string;
  /** Who answers calls of the data API and Auth. */
  project: Answering | undefined;
  instances: Instances | undefined;
  /** Told of each call of an SQL function that was carried out: its name, its body and its answer. */
  onCall: ((name: string, request: string, answer: string) => void) | undefined;
  /** The tokens that pushes have brought. */
  channelTokens: Set<string>;
  /** Calls of SQL functions, by name. */
  calls: Map<string, number>;
  failDatabase(path: string, fault: Fault): () => void;
  close(): Promise<void>;
}

const FUNCTIONS = "/functions/v1";

/** The socket counts the bytes itself, and `fetch` has unpacked them. */
const NOT_PASSED_ON = ["content-length", "content-encoding", "connection", "transfer-encoding"];

async function deliver(response: Response): Promise<Delivery> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
  return { status: response.status, headers, body };
}

const LOST: Delivery = { status: 500, headers: [], body: new Uint8Array(), reset: "before" };

export async function startGateway(): Promise<Gateway> {
  let faults = databaseFaults();

  /** An instance that dies in the middle drops the connection. */
  async function toInstance(request: Request, path: string): Promise<Delivery> {
    if (!gateway.instances) return LOST;
    const token = request.headers.get("x-goog-channel-token");
    if (token) gateway.channelTokens.add(token);
    const role = path.startsWith("/sync-calendars") ? "sync" : "push";
    const headers = new Headers(request.headers);
    for (const name of ["host", "connection", "content-length"]) headers.delete(name);
    try {
      return await deliver(
        await fetch(gateway.instances.next(role) + path, {
          method: request.method,
          headers,
          body: request.body && await request.arrayBuffer(),
          redirect: "manual",
        }),
      );
    } catch (error) {
      debug(`no answer of ${path}: ${error}`);
      return LOST;
    }
  }

  const server = await listen(0, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith(FUNCTIONS)) {
      return await toInstance(request, pathname.slice(FUNCTIONS.length) + search);
    }
    const { project } = gateway;
    // What a former world left behind finds no database.
    if (!project) return LOST;
    const name = /^\/rest\/v1\/rpc\/(\w+)$/.exec(pathname)?.[1];
    if (!name) return await faults.respond(pathname, async () => deliver(await project(request)));
    gateway.calls.set(name, (gateway.calls.get(name) ?? 0) + 1);
    const body = await request.clone().text();
    return await faults.respond(pathname, async () => {
      const delivery = await deliver(await project(request));
      const answer = new TextDecoder().decode(delivery.body);
      debug(`${name} ${body.slice(0, 2000)} => ${delivery.status} ${answer.slice(0, 200)}`);
      gateway.onCall?.(name, body, answer);
      return delivery;
    });
  });

  const gateway: Gateway = {
    url: server.url,
    project: undefined,
    instances: undefined,
    onCall: undefined,
    channelTokens: new Set(),
    calls: new Map(),
    failDatabase: (path, fault) => faults.add(path, fault),
    async close() {
      faults = databaseFaults();
      await server.close();
    },
  };
  return gateway;
}
