/**
 * The project's key set, which verifies session tokens. The platform may provide a copy, as it was when
 * the functions were deployed or the instance started. It is used until the published set has been read.
 *
 * @module
 */
import { AUTH_MS } from "../deadlines.ts";
import { projectSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { RemoteJwks } from "../jwks.ts";

/** The same time as in the answer's `Retry-After`. */
const FAILURE_WAIT_MS = 5_000;

let keys: RemoteJwks | undefined;

/**
 * The key set. Finding a key throws `auth_unavailable` if the set cannot be read, or `misconfigured` for a
 * broken key in the platform's copy.
 */
export function projectKeys(): RemoteJwks {
  return keys ??= load();
}

function load(): RemoteJwks {
  const { jwks, supabaseUrl } = projectSettings();
  return new RemoteJwks({
    address: `${supabaseUrl}/auth/v1/.well-known/jwks.json`,
    timeoutMs: AUTH_MS,
    failureWaitMs: FAILURE_WAIT_MS,
    unreadable: (cause) => new ApiError("auth_unavailable", { cause }),
    snapshot: jwks && {
      ...jwks,
      broken: () =>
        new ApiError("misconfigured", {
          // The runtime's message may hold parts of the key.
          cause: new Error(
            "SUPABASE_JWKS: holds a key that cannot be used. Unset it, or copy it again.",
          ),
        }),
    },
  });
}
