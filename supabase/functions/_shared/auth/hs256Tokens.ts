/**
 * Checks `HS256` tokens. Only Auth has the secret that verifies them, so Auth is asked. In a project with
 * asymmetric keys very few `HS256` tokens are real, and each forged one must not cause a call to Auth:
 * after some refusals, tokens and users that Auth has never accepted are refused without a call.
 *
 * @module
 */
import { askAuth } from "./askAuth.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { projectKeys } from "./projectKeys.ts";
import { sha256Base64url } from "../crypto.ts";
import { TtlCache } from "../ttlCache.ts";

const MINUTE_MS = 60_000;
/** The refusals per minute for users of whom Auth has accepted no token: enough for a few sessions that were signed out. */
const MAX_REFUSALS = 10;
/** The refusals per minute for a user of whom Auth has accepted a token. */
const MAX_USER_REFUSALS = 3;

/** Counts the questions to Auth: each while it is open, and each refusal for a minute. */
class Questions {
  #open = 0;
  #refusals = 0;
  #endsAt = 0;
  #waiting: (() => void)[] = [];

  constructor(readonly max: number) {}

  /** Whether Auth has refused so many that it is not asked for now. */
  isSpent(now = performance.now()): boolean {
    if (now >= this.#endsAt) this.#refusals = 0;
    return this.#refusals >= this.max;
  }

  /** Whether another question would be too many if all open ones end in a refusal. */
  isFull(): boolean {
    return this.isSpent() || this.#refusals + this.#open >= this.max;
  }

  open(): void {
    this.#open++;
  }

  close(wasRefused: boolean, now = performance.now()): void {
    this.#open--;
    if (wasRefused) {
      if (now >= this.#endsAt) {
        this.#refusals = 0;
        this.#endsAt = now + MINUTE_MS;
      }
      this.#refusals++;
    }
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves when one of the open questions is answered. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Tokens that Auth has refused, by hash. Auth would refuse them again. */
const refused = new TtlCache<true>({ maxEntries: 2_000, maxAgeMs: MINUTE_MS });
/** Tokens that Auth has accepted, by hash. Auth is asked each time, because their sessions may end. */
const accepted = new TtlCache<true>({ maxEntries: 2_000, maxAgeMs: 60 * MINUTE_MS });
/** The users of accepted tokens, each with questions of their own. */
const users = new TtlCache<Questions>({ maxEntries: 2_000, maxAgeMs: 60 * MINUTE_MS });
/** The questions about all other users. */
const strangers = new Questions(MAX_REFUSALS);

/**
 * Throws `unauthenticated` unless Auth accepts the token as this user's, or `auth_unavailable` if Auth
 * gives no answer. The caller must have checked the token's claims.
 */
export async function checkHs256Token(
  token: string,
  sub: string,
  context: CallContext,
): Promise<void> {
  const hash = sha256Base64url(token);
  if (refused.get(hash)) throw refusal("Auth refused this token before");
  const questions = users.get(sub) ?? strangers;
  if (accepted.get(hash)) questions.open();
  else await openInTurn(questions, context);
  let wasRefused = false;
  try {
    await askAuth(token, sub, context);
  } catch (error) {
    wasRefused = error instanceof ApiError && error.code === "unauthenticated";
    if (wasRefused) refused.set(hash, true);
    throw error;
  } finally {
    questions.close(wasRefused);
  }
  accepted.set(hash, true);
  users.set(sub, users.get(sub) ?? new Questions(MAX_USER_REFUSALS));
}

/**
 * Opens a question, after others if there are too many. In a project without asymmetric keys every token is
 * `HS256`, and none has to wait.
 */
async function openInTurn(questions: Questions, context: CallContext): Promise<void> {
  while (questions.isFull()) {
    if (!await projectKeys().hasKeys(context)) break;
    if (questions.isSpent()) throw refusal("too many HS256 tokens were refused lately");
    // The open questions may be about real sessions, all at once after a start.
    if (questions.isFull()) {
      await context.deadline.race(
        questions.nextAnswer(),
        (cause) => new ApiError("auth_unavailable", { cause }),
      );
    }
  }
  // There is no await between the check and this, so two questions cannot take the last place.
  questions.open();
}

function refusal(cause: string): ApiError {
  return new ApiError("unauthenticated", { cause: new Error(cause) });
}
