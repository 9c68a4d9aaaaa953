/**
 * `POST /oauth-initiate`: returns the address at Google where the signed-in user connects a calendar. It is
 * a POST because a navigation carries no session.
 *
 * @module
 */
import type { SignInStart } from "../_shared/connect/answers.ts";
import { authorizationUrl } from "../_shared/connect/authorizationUrl.ts";
import { initiateBody } from "../_shared/connect/schemas.ts";
import { webSettings } from "../_shared/env.ts";
import { createApp, readBody } from "../_shared/http/app.ts";
import { connectAddress } from "../_shared/connect/returnAddress.ts";
import { signedIn } from "../_shared/auth/session.ts";
import { startConnect } from "../_shared/connect/states.ts";

const app = createApp("oauth-initiate");

app.post("/", async (c) => {
  const { userId } = await signedIn(c, { live: true });
  const { return_to, choose_account = false, add_account = false, account_id } = await readBody(
    c,
    initiateBody,
    { optional: true },
  );
  const signIn = await startConnect({
    userId,
    accountId: account_id,
    addAccount: add_account,
    returnTo: return_to ?? connectAddress(webSettings()),
  }, c.var);
  return c.json(
    {
      authorization_url: authorizationUrl(signIn, choose_account || add_account),
      expires_at: signIn.expiresAt,
    } satisfies SignInStart,
  );
});

export default app;
