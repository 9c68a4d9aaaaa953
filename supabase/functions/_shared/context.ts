/**
 * What every call out needs: how long it may take, and where it is logged.
 *
 * @module
 */
import { Deadline, REQUEST_MS } from "./deadlines.ts";
import type { RequestLog } from "./log.ts";

/** The request, or the job, on whose behalf a call is made. */
export interface CallContext {
  deadline: Deadline;
  /** Counts the calls. A job that is not a request has none. */
  log?: RequestLog;
}

/** The context of a job that is not a request. It gets as much time as a request. */
export function jobContext(): CallContext {
  return { deadline: Deadline.in(REQUEST_MS) };
}
