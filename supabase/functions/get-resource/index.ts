/**
 * `GET /get-resource/users/{user}/resources/{resource_id}`: one of the caller's resources.
 *
 * @module
 */
import { createApp } from "../_shared/http/app.ts";
import { readOwnResource } from "../_shared/resources/readResource.ts";
import { signedIn } from "../_shared/auth/session.ts";

const app = createApp("get-resource");

app.get("/users/:user/resources/:resource_id", async (c) => {
  const session = await signedIn(c);
  const { user, resource_id } = c.req.param();
  return c.json(await readOwnResource(session, user, resource_id, c.var));
});

export default app;
