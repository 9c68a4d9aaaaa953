/**
 * Hands a push to the database, which notes it and decides what follows. This is all that a push loads
 * before it is answered.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";

/** What Google's notification says. */
export interface Push {
  channelId: string;
  tokenHash: string;
  resourceId: string;
  state: string;
}

const ANSWERS = ["unknown", "ignored", "noted", "later", "begun"] as const;

/** What the database makes of a push. `begun`: the row is work to do, under the lease that was given. */
export interface ReceivedPush {
  answer: typeof ANSWERS[number];
  row: Answer<"push_received">[number];
}

/** Notes a push, and asks for the calendar's lease in the same step. */
export async function receivePush(
  push: Push,
  lease: string,
  context: CallContext,
): Promise<ReceivedPush> {
  const [row] = await callDatabase("push_received", {
    p_channel_id: push.channelId,
    p_token_hash: push.tokenHash,
    p_resource_id: push.resourceId,
    p_state: push.state,
    p_lease: lease,
  }, context);
  return { answer: oneOf(ANSWERS, row?.answer, "push_received", "answer"), row: row! };
}
