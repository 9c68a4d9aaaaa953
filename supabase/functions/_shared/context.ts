/**
 * The context of every call to Google, Auth or the database: how long it may take, and where it is logged.
 *
 * @module
 */
import { Deadline, REQUEST_MS } from "./deadlines.ts";
import type { RequestLog } from "./log.ts";

/** What a request, or a job, passes to everything that makes calls. */
export interface CallContext {
  /** Every call ends by then. */
  deadline: Deadline;
  /** Counts the calls. A job that is not a request has no log. */
  log?: RequestLog;
}

/** The context of a job that is not a request. The job gets `REQUEST_MS` from now, as a request does. */
export function jobContext(): CallContext {
  return { deadline: Deadline.in(REQUEST_MS) };
}
