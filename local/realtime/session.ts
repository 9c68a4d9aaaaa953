/**
 * Reads the session's token of a page that listens.
 *
 * @module
 */
import { jwtVerify } from "jose";

/** Whose rows a channel tells of, and how long. */
export interface ListeningSession {
  userId: string;
  /** Milliseconds since 1970: when the token expires. */
  until: number;
}

/** Verifies the token. Throws if it is not a signed-in user's of this project. */
export async function readSession(token: unknown, jwtSecret: string): Promise<ListeningSession> {
  const { payload } = await jwtVerify(String(token), new TextEncoder().encode(jwtSecret), {
    algorithms: ["HS256"],
    audience: "authenticated",
    requiredClaims: ["exp", "sub"],
  });
  if (payload.role !== "authenticated") throw new Error("not a signed-in user");
  return { userId: payload.sub!, until: payload.exp! * 1000 };
}
