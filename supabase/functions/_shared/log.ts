/**
 * One JSON line per request: what happened, never a secret or a body.
 *
 * @module
 */
import type { ApiError } from "./errors.ts";

/** What is noted while a request is answered. */
export class RequestLog {
  readonly #startedAt = performance.now();
  /** The signed-in user's uuid. */
  userId: string | undefined;
  /** What was called and how often, for instance `{ "rpc read_account": 1 }`. */
  readonly calls: Record<string, number> = {};
  /** Whether the access token was refreshed. */
  refreshed = false;
  /** Why the request failed. */
  failure: ApiError | undefined;
  /** The callback's outcome: it answers 303 whatever happened. */
  outcome: string | undefined;

  constructor(readonly functionName: string, readonly requestId: string) {}

  /** Counts a call out. */
  count(call: string): void {
    this.calls[call] = (this.calls[call] ?? 0) + 1;
  }

  elapsed(): number {
    return Math.round(performance.now() - this.#startedAt);
  }
}

/** The path without what identifies people or things. */
function routeOf(path: string): string {
  return path.replace(/(\/users\/)[^/]+/, "$1{user}").replace(
    /(\{user\}(?:\/resources)?\/)(?!calendar\/|resources\/)[^/]+$/,
    "$1{id}",
  );
}

/** The causes of a failure, outermost first; names and messages only. */
function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  for (let e = error; e instanceof Error && causes.length < 5; e = e.cause) {
    causes.push(`${nameOf(e)}: ${e.message}`);
  }
  return causes;
}

/** jose names its errors after their classes, which are renamed in the deployed code; their codes are not. */
function nameOf(error: Error & { code?: unknown }): string {
  const { code, name } = error;
  return typeof code === "string" && code.startsWith("ERR_") ? code : name;
}

/** Writes the request's line: as an error where the operator has something to mend, else as information. */
export function logRequest(log: RequestLog, method: string, path: string, status: number): void {
  const line = JSON.stringify({
    function: log.functionName,
    request_id: log.requestId,
    method,
    route: routeOf(path),
    user_id: log.userId,
    status,
    code: log.failure?.code ?? log.outcome,
    causes: log.failure?.cause ? causesOf(log.failure.cause) : undefined,
    duration_ms: log.elapsed(),
    calls: log.calls,
    refreshed: log.refreshed,
  });
  if (status >= 500) console.error(line);
  else console.log(line);
}
