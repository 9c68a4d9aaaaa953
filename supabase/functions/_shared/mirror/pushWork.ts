/**
 * What a push leads to, after it was answered: the calendar is synced, with a time limit and a log line of
 * its own.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { Deadline, pause, REQUEST_MS, SYNC_SPACING_MS } from "../deadlines.ts";
import { toApiError } from "../errors.ts";
import { logWork, RequestLog } from "../log.ts";
import { Limits } from "./limits.ts";
import { syncCalendar } from "./syncCalendar.ts";
import type { ReceivedPush } from "./pushes.ts";
import { beginSync, type Work, workOf } from "./work.ts";

/** The request whose work this is. */
interface Origin {
  functionName: string;
  requestId: string;
}

/** Syncs a calendar whose lease the push has got. */
export async function syncAfterPush(
  { row }: ReceivedPush,
  lease: string,
  origin: Origin,
): Promise<void> {
  await logged(origin, (context) => sync(workOf(row, "push_received"), lease, context));
}

/** Syncs a calendar that was synced a moment ago, once that is long enough ago. */
export async function syncLater(calendarId: string, origin: Origin): Promise<void> {
  await logged(origin, (context) => syncSoon(calendarId, context));
}

type LoggedContext = CallContext & { log: RequestLog };

/** Whether another sync can begin and end. The scheduled run does it otherwise. */
const isTimeLeft = ({ deadline }: CallContext) => deadline.left() > REQUEST_MS / 2;

async function syncSoon(calendarId: string, context: LoggedContext): Promise<string> {
  await pause(SYNC_SPACING_MS, context.deadline);
  const lease = crypto.randomUUID();
  const work = await beginSync(calendarId, lease, context);
  return work ? await sync(work, lease, context) : "not_begun";
}

async function sync(work: Work, lease: string, context: LoggedContext): Promise<string> {
  context.log.userId = work.account.userId;
  const { outcome, failure, isDue } = await syncCalendar(work, lease, new Limits(), context);
  context.log.failure = failure;
  // Another push came after the last read and before the lease was given back: nobody else serves it.
  const isMissed = isDue && (outcome === "done" || outcome === "empty");
  return isMissed && isTimeLeft(context) ? await syncSoon(work.calendarId, context) : outcome;
}

async function logged(
  { functionName, requestId }: Origin,
  run: (context: LoggedContext) => Promise<string>,
): Promise<void> {
  const log = new RequestLog(functionName, requestId);
  try {
    log.outcome = await run({ deadline: Deadline.in(REQUEST_MS), log });
  } catch (error) {
    log.failure = toApiError(error);
  }
  logWork(log, "sync");
}
