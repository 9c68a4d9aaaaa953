/**
 * `GET /oauth-callback`: the redirect from Google. Always answers 303 to the web app; the state names the
 * user. `POST /oauth-callback/pending` shows the user a Google account that they do not sign in with, and
 * `/confirm` connects it.
 *
 * @module
 */
import { finishConnect } from "../_shared/connect/callback.ts";
import { readOwnConnection } from "../_shared/auth/ownConnection.ts";
import { confirmPending, readPending } from "../_shared/connect/confirmations.ts";
import { confirmationBody } from "../_shared/connect/schemas.ts";
import { webSettings } from "../_shared/env.ts";
import { toApiError } from "../_shared/errors.ts";
import { createApp, readBody } from "../_shared/http/app.ts";
import {
  confirmationAddress,
  connectAddress,
  withOutcome,
} from "../_shared/connect/returnAddress.ts";
import { mirrorAtConnect } from "../_shared/mirror/atConnect.ts";
import { signedIn } from "../_shared/auth/session.ts";

const app = createApp("oauth-callback");

app.get("/", async (c) => {
  const web = webSettings();
  const query = new URL(c.req.url).searchParams;
  const { returnTo, error, confirmation, connected, cause } = await finishConnect(query, c.var);
  if (connected !== undefined) await mirrorAtConnect(connected, c.var);
  c.var.log.outcome = error ?? (confirmation === undefined ? "connected" : "to_confirm");
  if (cause !== undefined) c.var.log.failure = toApiError(cause);
  // The address of this request holds the code, which no page may get.
  c.header("referrer-policy", "no-referrer");
  return c.redirect(
    confirmation === undefined
      ? withOutcome(returnTo ?? connectAddress(web), error)
      : confirmationAddress(web, confirmation),
    303,
  );
});

app.post("/pending", async (c) => {
  const { userId } = await signedIn(c);
  const { confirmation } = await readBody(c, confirmationBody);
  return c.json(await readPending(userId, confirmation, c.var));
});

app.post("/confirm", async (c) => {
  const session = await signedIn(c, { live: true });
  const { confirmation } = await readBody(c, confirmationBody);
  await confirmPending(session.userId, confirmation, c.var);
  await mirrorAtConnect(session.userId, c.var);
  return c.json(await readOwnConnection(session, "me", c.var));
});

export default app;
