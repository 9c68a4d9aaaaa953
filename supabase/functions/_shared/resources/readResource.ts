/**
 * Reads a user's resources.
 *
 * @module
 */
import type { Resource } from "./answers.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { assertOwner, parseUserParam } from "../auth/ownAccount.ts";
import { ApiError } from "../errors.ts";
import type { Session } from "../auth/session.ts";
import { isUuid } from "../uuid.ts";

/** A resource as the database answers it: null content instead of none. */
type StoredResource = Omit<Resource, "content"> & {
  content: NonNullable<Resource["content"]> | null;
};

/**
 * One of the caller's resources. Throws `user_not_found`, `resource_not_found`, and `misconfigured` if the
 * row is larger than the table's checks allow, because then the checks were dropped.
 */
export async function readOwnResource(
  session: Session,
  user: string,
  resourceId: string,
  context: CallContext,
): Promise<Resource> {
  const [row] = await callDatabase("read_resource", {
    p_user_id: session.userId,
    p_google_id: parseUserParam(user),
    // An id that is not a UUID names no resource. The caller is checked nevertheless.
    p_resource_id: isUuid(resourceId) ? resourceId : undefined,
  }, context);
  const found = row && { ...row, googleIdMatches: row.google_id_matches };
  assertOwner(found, session);
  if (found.too_large) {
    const cause = new Error(
      "public.resources: a row is too large. Put the checks of the migration back: content takes 256 KiB.",
    );
    throw new ApiError("misconfigured", { cause });
  }
  if (!found.resource) throw new ApiError("resource_not_found");
  const { id, class_id, user_id, type, name, created_at, content } = found
    .resource as unknown as StoredResource;
  const resource = { id, class_id, user_id, type, name, created_at };
  return content === null ? resource : { ...resource, content };
}
