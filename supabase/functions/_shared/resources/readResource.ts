/**
 * Reads a user's resources.
 *
 * @module
 */
import type { Resource } from "./answers.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { assertOwn, googleIdOf } from "../auth/ownAccount.ts";
import { ApiError } from "../errors.ts";
import type { Session } from "../auth/session.ts";
import { isUuid } from "../uuid.ts";

/** As the database has it. */
type StoredResource = Omit<Resource, "content"> & {
  content: NonNullable<Resource["content"]> | null;
};

/**
 * One of the caller's resources. Throws `user_not_found` or `resource_not_found`, and `misconfigured` if
 * the table holds more than its checks allow: then they were taken off.
 */
export async function readOwnResource(
  { userId }: Session,
  user: string,
  resourceId: string,
  context: CallContext,
): Promise<Resource> {
  const [row] = await callDatabase("read_resource", {
    p_user_id: userId,
    p_google_id: googleIdOf(user),
    // What is no UUID names no resource; the caller is checked all the same.
    p_resource_id: isUuid(resourceId) ? resourceId : undefined,
  }, context);
  assertOwn(row && { googleIdMatches: row.google_id_matches });
  if (row.too_large) {
    const cause = new Error(
      "public.resources: a row is too large. Put the checks of the migration back: content takes 256 KiB.",
    );
    throw new ApiError("misconfigured", { cause });
  }
  if (!row.resource) throw new ApiError("resource_not_found");
  const { id, class_id, user_id, type, name, created_at, content } = row
    .resource as unknown as StoredResource;
  const resource = { id, class_id, user_id, type, name, created_at };
  return content === null ? resource : { ...resource, content };
}
