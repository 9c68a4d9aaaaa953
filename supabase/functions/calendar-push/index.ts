/**
 * `POST /calendar-push`: Google tells that a calendar has changed. The channel's token decides whether it
 * is Google. One call of the database notes the push and asks for the calendar's lease; the sync goes on
 * after the answer, and only then its modules are loaded.
 *
 * @module
 */
import { ApiError, toApiError } from "../_shared/errors.ts";
import { createApp } from "../_shared/http/app.ts";
import { inBackground } from "../_shared/mirror/background.ts";
import { readPush } from "../_shared/mirror/pushHeaders.ts";
import { receivePush } from "../_shared/mirror/pushes.ts";

const FUNCTION = "calendar-push";
const app = createApp(FUNCTION);

app.post("/", async (c) => {
  const push = readPush(c.req.raw.headers);
  // A forged push, an unknown one and a malformed one are told alike.
  if (!push) throw new ApiError("not_found");
  const lease = crypto.randomUUID();
  const received = await receivePush(push, lease, c.var).catch(askAgain);
  const { answer, row } = received;
  if (answer === "unknown") throw new ApiError("not_found");
  const origin = { functionName: FUNCTION, requestId: c.var.requestId };
  if (answer === "begun" || answer === "later") {
    inBackground(async () => {
      const { syncAfterPush, syncLater } = await import("../_shared/mirror/pushWork.ts");
      if (answer === "begun") await syncAfterPush(received, lease, origin);
      else await syncLater(row.calendar_id, origin);
    });
  }
  return c.body(null, 204);
});

/** Google repeats a push that was answered with 503. */
function askAgain(error: unknown): never {
  const failure = toApiError(error);
  if (failure.code !== "database_timeout") throw failure;
  throw new ApiError("database_unavailable", { cause: failure });
}

export default app;
