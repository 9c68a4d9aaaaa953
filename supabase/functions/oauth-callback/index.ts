/**
 * `GET /oauth-callback`: where Google sends the browser back. Always answers 303 to the web app; the
 * state decides whose connection it is.
 *
 * @module
 */
import { finishSignIn } from "../_shared/callback.ts";
import { webSettings } from "../_shared/env.ts";
import { toApiError } from "../_shared/errors.ts";
import { createApp } from "../_shared/http.ts";
import { profileAddress, withOutcome } from "../_shared/returnAddress.ts";

const app = createApp("oauth-callback");

app.get("/", async (c) => {
  const profile = profileAddress(webSettings());
  const { returnTo, error, cause } = await finishSignIn(c.req.query(), c.var);
  c.var.log.outcome = error ?? "connected";
  if (cause !== undefined) c.var.log.failure = toApiError(cause);
  // The address that leads here holds the code: no page may learn it.
  c.header("referrer-policy", "no-referrer");
  return c.redirect(withOutcome(returnTo ?? profile, error), 303);
});

export default app;
