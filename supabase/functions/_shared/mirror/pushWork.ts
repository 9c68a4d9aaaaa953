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
import { releaseSync, syncCalendar } from "./syncCalendar.ts";
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
  await logged(origin, async (context) => {
    await pause(SYNC_SPACING_MS, context.deadline);
    const lease = crypto.randomUUID();
    const work = await beginSync(calendarId, lease, context);
    if (!work) return "not_begun";
    if (work.notified) return await sync(work, lease, context);
    // Another sync has served the push meanwhile.
    await releaseSync(work, lease, "done", context);
    return "served";
  });
}

type LoggedContext = CallContext & { log: RequestLog };

async function sync(work: Work, lease: string, context: LoggedContext): Promise<string> {
  context.log.userId = work.account.userId;
  const { outcome, failure } = await syncCalendar(work, lease, new Limits(), context);
  context.log.failure = failure;
  return outcome;
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
