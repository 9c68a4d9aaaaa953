/**
 * `POST /oauth-initiate`: answers the address at Google where the signed-in user connects a calendar.
 * A POST, for a navigation carries no session.
 *
 * @module
 */
import { z } from "zod";
import { authorizationUrl } from "../_shared/authorization.ts";
import { webSettings } from "../_shared/env.ts";
import { createApp, readBody } from "../_shared/http.ts";
import { profileAddress, returnAddress } from "../_shared/returnAddress.ts";
import { authenticate } from "../_shared/session.ts";
import { startSignIn } from "../_shared/states.ts";

const body = z.strictObject({
  return_to: z.string({ error: "must be a string" }).transform((value, context) => {
    const address = returnAddress(value, webSettings());
    if (address !== undefined) return address;
    context.issues.push({
      code: "custom",
      message: "must be a path in the web app, or an address of an allowed origin",
      input: value,
    });
    return z.NEVER;
  }).optional(),
  choose_account: z.boolean({ error: "must be true or false" }).optional(),
});

const app = createApp("oauth-initiate");

app.post("/", async (c) => {
  const { userId } = await authenticate(c.req.header("authorization"), c.var, { live: true });
  const { return_to, choose_account = false } = await readBody(c, body, { optional: true });
  const signIn = await startSignIn(userId, return_to ?? profileAddress(webSettings()), c.var);
  return c.json({
    authorization_url: authorizationUrl(signIn, choose_account),
    expires_at: signIn.expiresAt,
  });
});

export default app;
