/**
 * Counts the calls to Google that one sync makes, beside those of the request that it is part of.
 *
 * @module
 */
import { RequestLog } from "../log.ts";

export class SyncLog extends RequestLog {
  /** Calls of the Calendar API. Google counts them against the project's day. */
  googleCalls = 0;

  constructor(private readonly parent: RequestLog | undefined) {
    super(parent?.functionName ?? "sync", parent?.requestId ?? "");
  }

  override count(call: string): void {
    if (/^google (events|channels)\./.test(call)) this.googleCalls++;
    super.count(call);
    this.parent?.count(call);
  }
}
