/**
 * `GET /get-resource/users/{user}/resources/{resource_id}`: one of the caller's resources.
 *
 * @module
 */
import { callerOf } from "../_shared/auth/caller.ts";
import { readCallerFields } from "../_shared/http/callerFields.ts";
import { createApp } from "../_shared/http/app.ts";
import { readOwnResource } from "../_shared/resources/readResource.ts";

const app = createApp("get-resource");

app.get("/users/:user/resources/:resource_id", async (c) => {
  const caller = await callerOf(c);
  // A resource belongs to no account.
  const session = caller.actFor(readCallerFields(c).userId);
  const { user, resource_id } = c.req.param();
  return c.json(await readOwnResource(session, user, resource_id, c.var));
});

export default app;
