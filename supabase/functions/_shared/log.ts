/**
 * Writes one JSON line per request, without secrets and bodies.
 *
 * @module
 */
import type { ApiError } from "./errors.ts";

/** Collects what the request's line says. */
export class RequestLog {
  readonly #startedAt = performance.now();
  /** The uuid of the user that the request acts for. */
  userId: string | undefined;
  /** Who acts, if it is not the signed-in user. */
  caller: "server" | undefined;
  /** The number of calls by name, for instance `{ "rpc read_account": 1 }`. */
  readonly calls: Record<string, number> = {};
  /** Whether the access token was refreshed. */
  refreshed = false;
  /** Why the request failed. */
  failure: ApiError | undefined;
  /** The callback's outcome, because its status is always 303. */
  outcome: string | undefined;

  constructor(readonly functionName: string, readonly requestId: string) {}

  /** Counts a call. */
  count(call: string): void {
    this.calls[call] = (this.calls[call] ?? 0) + 1;
  }

  /** Whole milliseconds since the request began. */
  elapsed(): number {
    return Math.round(performance.now() - this.#startedAt);
  }
}

/** A route's pattern as the log writes it: `{user}` for the user, `{id}` for everything else that is named. */
function routeOf(pattern: string): string {
  return pattern.replace(/:(\w+)/g, (_, name) => name === "user" ? "{user}" : "{id}");
}

/** The names and messages of a failure's causes, the outermost first. */
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

/** Writes the line of work that goes on after its request was answered; it has that request's id. */
export function logWork(log: RequestLog, work: string): void {
  const line = JSON.stringify({
    function: log.functionName,
    request_id: log.requestId,
    work,
    user_id: log.userId,
    code: log.failure?.code ?? log.outcome,
    causes: log.failure?.cause ? causesOf(log.failure.cause) : undefined,
    duration_ms: log.elapsed(),
    calls: log.calls,
    refreshed: log.refreshed,
  });
  if (log.failure && log.failure.status >= 500) console.error(line);
  else console.log(line);
}

/**
 * Writes the request's line: as an error for a 5xx, which the operator has to look at, else as information.
 * `pattern` is the route's, for instance `/get-resource/users/:user`: a path may name people and things.
 */
export function logRequest(
  log: RequestLog,
  method: string,
  pattern: string,
  status: number,
): void {
  const line = JSON.stringify({
    function: log.functionName,
    request_id: log.requestId,
    method,
    route: routeOf(pattern),
    user_id: log.userId,
    caller: log.caller,
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
