/**
 * Faults by name: responses that Google documents or was seen to send. Each applies to one call unless
 * `times` says otherwise.
 *
 * @module
 */
import type { Fault } from "./fault.ts";

function api(status: number, reason: string, message: string, domain = "usageLimits"): Fault {
  return {
    status,
    body: { error: { code: status, message, errors: [{ domain, reason, message }] } },
  };
}

function oauth(status: number, error: string, description: string, more = {}): Fault {
  return { status, body: { error, error_description: description, ...more } };
}

/** An error that Google shows on its own page and does not send to the app. */
function blocked(error: string): Fault {
  const body = `<!doctype html><title>Access blocked</title><p>Error 400: ${error}</p>`;
  return { status: 400, body };
}

const padding = "x".repeat(5 * 1024 * 1024);

export const faults = {
  // Calendar
  rateLimitExceeded: api(403, "rateLimitExceeded", "Rate Limit Exceeded"),
  userRateLimitExceeded: api(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
  tooManyRequests: api(429, "rateLimitExceeded", "Rate Limit Exceeded"),
  quotaExceeded: api(403, "quotaExceeded", "Calendar usage limits exceeded."),
  dailyLimitExceeded: api(403, "dailyLimitExceeded", "Daily Limit Exceeded"),
  accessNotConfigured: api(
    403,
    "accessNotConfigured",
    "Google Calendar API has not been used in this project before or it is disabled.",
  ),
  requiredAccessLevel: api(
    403,
    "requiredAccessLevel",
    "You need to have writer access to this calendar.",
    "calendar",
  ),
  forbiddenForNonOrganizer: api(
    403,
    "forbiddenForNonOrganizer",
    "Shared properties can only be changed by the organizer of the event.",
    "calendar",
  ),
  authError: api(401, "authError", "Invalid Credentials", "global"),
  calendarNotFound: api(404, "notFound", "Not Found", "global"),
  duplicate: api(409, "duplicate", "The requested identifier already exists.", "global"),
  deleted: api(410, "deleted", "Resource has been deleted", "global"),
  conditionNotMet: api(412, "conditionNotMet", "Precondition Failed", "global"),
  backendError: api(500, "backendError", "Backend Error", "global"),
  noId: { patch: { id: null } },

  // Token endpoint
  invalidGrant: oauth(400, "invalid_grant", "Token has been expired or revoked."),
  invalidRapt: oauth(400, "invalid_grant", "reauth related error (invalid_rapt)", {
    error_uri: "https://support.google.com/a/answer/9368756",
    error_subtype: "invalid_rapt",
  }),
  invalidClient: oauth(401, "invalid_client", "Unauthorized"),
  deletedClient: oauth(401, "deleted_client", "The OAuth client was deleted."),
  tokenRateLimited: {
    ...oauth(429, "rate_limit_exceeded", "Too many requests."),
    headers: { "retry-after": "2" },
  },
  tokenRateLimitedLong: {
    ...oauth(429, "rate_limit_exceeded", "Too many requests."),
    headers: { "retry-after": "3600" },
  },
  noAccessToken: { patch: { access_token: null } },
  expiresInText: { patch: { expires_in: "abc" } },
  expiresInNegative: { patch: { expires_in: -1 } },
  expiresInHuge: { patch: { expires_in: 1e12 } },
  narrowedScopes: {
    patch: { scope: "openid https://www.googleapis.com/auth/userinfo.email" },
  },
  lookalikeScope: {
    patch: {
      scope: "openid https://www.googleapis.com/auth/userinfo.email " +
        "https://www.googleapis.com/auth/calendar.events.readonly",
    },
  },

  // Authorization page
  adminPolicyEnforced: blocked("admin_policy_enforced"),
  disallowedUserAgent: blocked("disallowed_useragent"),
  orgInternal: blocked("org_internal"),
  deletedClientPage: blocked("deleted_client"),

  // Any endpoint
  internalError: { status: 500, body: "<html><title>Error 500 (Server Error)!!1</title></html>" },
  badGateway: { status: 502, body: "<html><title>Error 502 (Server Error)!!1</title></html>" },
  unavailable: { status: 503, body: "<html><title>Error 503 (Service Unavailable)</title></html>" },
  gatewayTimeout: { status: 504, body: "<html><title>Error 504 (Gateway Timeout)</title></html>" },
  html200: { status: 200, body: "<!doctype html><title>Sign in</title>" },
  cutJson: {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: '{"access_token": "local-acc',
  },
  emptyObject: { status: 200, body: {} },
  redirect: { status: 302, headers: { location: "http://127.0.0.1:9/elsewhere" }, body: "" },
  huge: { status: 200, body: { padding } },
  hang: { hang: true },
  resetBefore: { reset: "before" },
  resetMiddle: { reset: "middle" },
  oneByteASecond: { trickle: 1 },
  lostAnswer: { reset: "before", after: true },
  lostAnswerHang: { hang: true, after: true },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
