/**
 * The guards, and how each is taken out: text that stands exactly once in a file, and what takes its
 * place. The test named must then fail.
 *
 * @module
 */

export interface Guard {
  name: string;
  /** Below `supabase/`. */
  file: string;
  search: string;
  replace: string;
  /** The test that must fail, and its file below the checkout. */
  test: string;
  testFile: string;
  /** Checked in the normal suite; the others by `deno task test:long`. */
  quick?: boolean;
}

const SHARED = "functions/_shared";
const CALLBACK = "tests/functions/oauth_callback_test.ts";
const CALLBACK_FAULTS = "tests/faults/callback_test.ts";
const SERVER_CALLERS = "tests/functions/server_callers_test.ts";
const TOKEN_FAULTS = "tests/faults/token_endpoint_test.ts";
const ACCOUNT_LOCKS = "tests/database/account_locks_test.ts";
const idToken = (fault: string) => `an ID token is refused, connected or not: ${fault}`;

export const GUARDS: Guard[] = [
  {
    name: "a state is deleted as it is read",
    file: "migrations/20260101000500_oauth_state_functions.sql",
    search: `  delete from google_calendar.oauth_states s
  where s.state_hash = p_state_hash
  returning s.user_id, s.sealed_code_verifier, s.nonce, s.return_to, s.expires_at <= clock_timestamp(),
    exists (
      select from auth.users a
      where a.id = s.user_id and a.deleted_at is null
        and (a.banned_until is null or a.banned_until <= clock_timestamp())
    ),
    s.account_id, s.connection_epoch, s.disconnects, clock_timestamp();`,
    replace:
      `  select s.user_id, s.sealed_code_verifier, s.nonce, s.return_to, s.expires_at <= clock_timestamp(),
    true, s.account_id, s.connection_epoch, s.disconnects, clock_timestamp()
  from google_calendar.oauth_states s where s.state_hash = p_state_hash;`,
    test: "50 openings of one address make one exchange and one connection",
    testFile: CALLBACK,
  },
  {
    name: "the ID token's sub is one of the user's own",
    file: "migrations/20260101000700_connection_functions.sql",
    search: `  if v_own_identity then
    return google_calendar.store_grant(`,
    replace: "  if true then\n    return google_calendar.store_grant(",
    test: idToken("wrong_sub"),
    testFile: CALLBACK_FAULTS,
  },
  {
    name: "the ID token's nonce is this sign-in's",
    file: `${SHARED}/google/idToken.ts`,
    search: "if (payload.nonce !== nonce)",
    replace: "if (payload.nonce === undefined)",
    test: idToken("wrong_nonce"),
    testFile: CALLBACK_FAULTS,
  },
  {
    name: "the ID token is for this client",
    file: `${SHARED}/google/idToken.ts`,
    search: "      audience: googleSettings().clientId,\n",
    replace: "",
    test: idToken("wrong_aud"),
    testFile: CALLBACK_FAULTS,
  },
  {
    name: "scopes are compared as a set of whole names",
    file: `${SHARED}/google/scopes.ts`,
    search: "granted.includes(scope)",
    replace: 'granted.join(" ").includes(scope)',
    test: "a scope whose name only contains the required scope's name is google_scope_missing",
    testFile: CALLBACK_FAULTS,
  },
  {
    name: "null never replaces a stored refresh token",
    file: "migrations/20260101000700_connection_functions.sql",
    search: "coalesce(excluded.google_refresh_token, u.google_refresh_token)",
    replace: "excluded.google_refresh_token",
    test: "an answer without a refresh token keeps the stored one",
    testFile: CALLBACK_FAULTS,
  },
  {
    name: "a refresh is saved under its own lease only",
    file: "migrations/20260101000800_refresh_functions.sql",
    search: `    and u.refresh_lease = p_lease
    and u.refresh_lease_until > clock_timestamp()
`,
    replace: "",
    test: "a late writer whose lease has expired changes no row",
    testFile: TOKEN_FAULTS,
  },
  {
    name: "a refresh is saved over the grant that was read only",
    file: "migrations/20260101000800_refresh_functions.sql",
    search: `    and u.grant_version = p_grant_version
    and u.refresh_lease = p_lease`,
    replace: "    and u.refresh_lease = p_lease",
    test: "a refresh does not overwrite a grant that it did not read",
    testFile: TOKEN_FAULTS,
  },
  {
    name: "a lease that ends later than a lease can is void",
    file: "migrations/20260101000800_refresh_functions.sql",
    search: "      or u.refresh_lease_until > clock_timestamp() + interval '15 seconds'\n",
    replace: "",
    test: "a lease that ends in 3600 seconds is ignored: no lease lasts that long",
    testFile: "tests/faults/lease_test.ts",
  },
  {
    name: "a request stays in its Google account",
    file: `${SHARED}/accounts/grants.ts`,
    search: `    throw new ApiError("google_account_changed");
`,
    replace: "",
    test:
      "a request that names an event or a page is refused, and nothing is done in the new account",
    testFile: "tests/faults/account_change_test.ts",
  },
  {
    name: "an answer of the database that is not known is not guessed at",
    file: `${SHARED}/database.ts`,
    search: "  checkAnswer(name, answer);\n",
    replace: "",
    test: "an unknown answer of begin_refresh fails the request at once",
    testFile: "tests/faults/unknown_answers_test.ts",
  },
  {
    name: "a sealed token opens for its own user only",
    file: `${SHARED}/accounts/cipher.ts`,
    search: "      subject: subjectOf(binding),\n",
    replace: "",
    test:
      "open refuses a value of another user, another Google account, another column, or another key",
    testFile: `supabase/${SHARED}/accounts/cipher_test.ts`,
    quick: true,
  },
  {
    name: "a sealed token opens in its own column only",
    file: `${SHARED}/accounts/cipher.ts`,
    search: "      audience: binding.column,\n",
    replace: "",
    test:
      "open refuses a value of another user, another Google account, another column, or another key",
    testFile: `supabase/${SHARED}/accounts/cipher_test.ts`,
    quick: true,
  },
  {
    name: "a sealed token opens for its own Google account only",
    file: `${SHARED}/accounts/cipher.ts`,
    search: "return googleAccountId == null ? userId : `${userId} ${googleAccountId}`;",
    replace: "return userId;",
    test: "the doctor sees a sealed token that was moved to another account of its user",
    testFile: "tests/cli/doctor_online_test.ts",
  },
  {
    name: "a body is limited",
    file: `${SHARED}/http/requestBody.ts`,
    search: "const MAX_BODY_BYTES = 64 * 1024;",
    replace: "const MAX_BODY_BYTES = 64 * 1024 * 1024;",
    test: "create-calendar-event refuses malformed bodies",
    testFile: "tests/functions/create_calendar_event_test.ts",
  },
  {
    name: "browsers of listed origins only may call",
    file: `${SHARED}/http/cors.ts`,
    search: "if (!isAllowedOrigin(settings().allowedOrigins, origin)) return [vary];",
    replace: "settings();",
    test: "oauth-initiate answers the configured origins, errors included, and no other",
    testFile: "tests/functions/oauth_initiate_test.ts",
  },
  {
    name: "the callback leads to listed origins only",
    file: `${SHARED}/connect/returnAddress.ts`,
    search: "if (!url || !isAllowedOrigin(allowedOrigins, originOf(url))) return undefined;",
    replace: "if (!url) return undefined;",
    test: "returnAddress never leads to an origin that is not allowed, whatever it is given",
    testFile: `supabase/${SHARED}/connect/returnAddress_test.ts`,
    quick: true,
  },
  {
    name: "a path is the caller's own",
    file: `${SHARED}/auth/ownAccount.ts`,
    search: '  if (!found.googleIdMatches) throw new ApiError("user_not_found");\n',
    replace: "",
    test: "another user's path is 404, whether or not that user exists",
    testFile: "tests/functions/create_calendar_event_test.ts",
  },
  {
    name: "a session acts for its own user only",
    file: `${SHARED}/auth/caller.ts`,
    search: "  if (userId === undefined) return session;\n",
    replace:
      "  if (userId !== undefined || userId === undefined) return { ...session, userId: userId ?? session.userId };\n",
    test: "a session must not name a user, itself included: GET /calendar-events/users/{user}",
    testFile: SERVER_CALLERS,
  },
  {
    name: "a secret key is the whole key",
    file: `${SHARED}/auth/secretKey.ts`,
    search: "timingSafeEqual(apikey, key)",
    replace: "timingSafeEqual(apikey, key.slice(0, apikey.length))",
    test: "a caller without a session is refused everywhere, unread: a key that is too short",
    testFile: SERVER_CALLERS,
  },
  {
    name: "the server is one by its key, not by its session",
    file: `${SHARED}/auth/caller.ts`,
    search: 'if (isSecretKey(c.req.header("apikey"))) {',
    replace: 'if (isSecretKey(c.req.header("apikey")) && !c.req.header("authorization")) {',
    test: "beside the secret key no session is read: whose it is, and whether it is one",
    testFile: SERVER_CALLERS,
  },
  {
    name: "calls are repeated by Google's reason",
    file: `${SHARED}/google/calendarErrors.ts`,
    search: "if (has(QUOTA)) return quotaExceeded(headers, cause);",
    replace: 'if (has(QUOTA)) return fail("google_rate_limited");',
    test: "a quota that is used up is asked again after a minute at the soonest",
    testFile: `supabase/${SHARED}/google/calendarErrors_test.ts`,
    quick: true,
  },
  {
    name: "only failures that pass are tried again",
    file: `${SHARED}/google/retry.ts`,
    search: "if (tries >= MAX_TRIES || !TRANSIENT.has(failure.code)) return undefined;",
    replace: "if (tries >= MAX_TRIES) return undefined;",
    test: "only failures that pass are tried again",
    testFile: `supabase/${SHARED}/google/retry_test.ts`,
    quick: true,
  },
  {
    name: "the emulator is on loopback",
    file: `${SHARED}/env.ts`,
    search:
      "emulator && !/^http:\\/\\/(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d+)?\\/?$/.test(emulator)",
    replace: "emulator && !URL.canParse(emulator)",
    test: "GOOGLE_EMULATOR_URL is refused unless it is loopback",
    testFile: `supabase/${SHARED}/env_test.ts`,
    quick: true,
  },
  {
    name: "what changes a connection asks Auth whether the session stands",
    file: `${SHARED}/auth/session.ts`,
    search: "    if (live) await askAuth(token, claims.sub, context);\n",
    replace: "",
    test: "a session that was signed out cannot connect, confirm or disconnect",
    testFile: "tests/functions/sessions_test.ts",
    quick: true,
  },
  {
    name: "a session's signature is verified",
    file: `${SHARED}/auth/session.ts`,
    search: "    claims = await verify(token, context);",
    replace: "    claims = decode(token);",
    test: "a session is refused everywhere: a changed payload",
    testFile: "tests/functions/sessions_test.ts",
    quick: true,
  },
  {
    name: "forged HS256 tokens do not reach Auth one for one",
    file: `${SHARED}/auth/hs256Tokens.ts`,
    search: "if (questions.isSpent()) throw",
    replace: "if (questions.isSpent()) break; else if (false) throw",
    test: "300 forged HS256 tokens reach Auth a few times, at once or one by one",
    testFile: "tests/functions/hs256_test.ts",
  },
  {
    name: "a redirect that names another issuer is refused",
    file: `${SHARED}/connect/callback.ts`,
    search: "if (!isGoogles(query)) return",
    replace: "if (false) return",
    test: "a redirect that names another issuer is refused, and its state is spent",
    testFile: "tests/functions/oauth_callback_test.ts",
  },
  {
    name: "a sign-in that began before a disconnect is refused",
    file: "migrations/20260101000700_connection_functions.sql",
    search: `    or p_connection_epoch <> coalesce(v_target.connection_epoch, 0)
    or (v_target.google_account_id is distinct from p_google_account_id and p_disconnects <> v_disconnects)
`,
    replace: "",
    test: "a disconnect during saving refuses the callback of a connected user",
    testFile: "tests/faults/disconnect_in_flight_test.ts",
  },
  {
    name: "an account to add is refused if any account was disconnected since",
    file: "migrations/20260101000700_connection_functions.sql",
    search: `
    or (v_target.google_account_id is distinct from p_google_account_id and p_disconnects <> v_disconnects)`,
    replace: "",
    test:
      "a disconnect refuses what began before it: every account to add or to replace, and no account that is still connected",
    testFile: ACCOUNT_LOCKS,
  },
  {
    name: "a request for an account is refused if another Google account has taken its place",
    file: "migrations/20260101000700_connection_functions.sql",
    search: `
    or p_connection_epoch <> coalesce(v_target.connection_epoch, 0)
`,
    replace: "\n",
    test:
      "another Google account in an account's place refuses what began before, in that account alone",
    testFile: ACCOUNT_LOCKS,
  },
  {
    name: "a banned user's accounts are forgotten together",
    file: "migrations/20260101000500_oauth_state_functions.sql",
    search: "  delete from google_calendar.users u where u.user_id = p_user_id;",
    replace:
      "  delete from google_calendar.users u where u.user_id = p_user_id and u.id = p_user_id;",
    test: "a banned user whose one account somebody else claims loses the others too",
    testFile: ACCOUNT_LOCKS,
  },
  {
    name: "nothing of a connected account is revoked by upkeep",
    file: "migrations/20260101001000_upkeep_functions.sql",
    search:
      "if exists (select from google_calendar.users u where u.google_account_id = v.google_account_id) then",
    replace: "if false then",
    test: "nothing is revoked of an account that is connected or waits to be confirmed",
    testFile: "tests/functions/touch_grants_test.ts",
  },
  {
    name: "a spent budget refuses",
    file: `${SHARED}/accounts/budget.ts`,
    search: '  if (typeof row?.retry_after !== "number") return;\n',
    replace: "  if (row === undefined || true) return;\n",
    test: "a spent budget is 429 with Retry-After on each of them, without a call to Google",
    testFile: "tests/functions/user_budgets_test.ts",
  },
  {
    name: "nothing is revoked but on disconnect",
    file: `${SHARED}/connect/callback.ts`,
    search: '  if (outcome === "to_confirm") return { error: undefined, confirmation };',
    replace: `    if (outcome === "to_confirm") {
      const { googleEndpoint } = await import("../google/endpoints.ts");
      await fetch(googleEndpoint("revoke"), {
        method: "POST",
        body: new URLSearchParams({ token: grant.accessToken }),
      });
      return { error: undefined, confirmation };
    }`,
    test: idToken("wrong_sub"),
    testFile: CALLBACK_FAULTS,
  },
];
