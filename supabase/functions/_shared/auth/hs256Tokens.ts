/**
 * `HS256` tokens: only Auth has the secret that verifies them, so it is asked. In a project with
 * asymmetric keys few of them are real, if any, and forged ones must not become calls to Auth one for
 * one: once some were refused, tokens and users that Auth never accepted are refused without asking.
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
/** Questions about strangers' tokens that may end in a refusal, a minute: enough for a few sessions that were signed out. */
const MAX_REFUSALS = 10;
/** The same for a user of whom Auth has accepted a token before. */
const MAX_USER_REFUSALS = 3;

/** Counts what Auth is asked: each question while it is open, each refusal for a minute. */
class Questions {
  #open = 0;
  #refusals = 0;
  #endsAt = 0;
  #waiting: (() => void)[] = [];

  constructor(readonly max: number) {}

  /** Whether so many were refused that no more is asked for now. */
  isSpent(now = performance.now()): boolean {
    if (now >= this.#endsAt) this.#refusals = 0;
    return this.#refusals >= this.max;
  }

  /** Whether another question would be one too many if all open ones end in a refusal. */
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

  /** Waits until a question that is open now was answered. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Tokens that Auth refused, by hash: asking again is of no use. */
const refused = new TtlCache<true>({ maxEntries: 2_000, maxAgeMs: MINUTE_MS });
/** Tokens that Auth accepted, by hash: always asked about, because their sessions may end. */
const accepted = new TtlCache<true>({ maxEntries: 2_000, maxAgeMs: 60 * MINUTE_MS });
/** Users of those tokens: their next token is not a stranger's. */
const users = new TtlCache<Questions>({ maxEntries: 2_000, maxAgeMs: 60 * MINUTE_MS });
const strangers = new Questions(MAX_REFUSALS);

/**
 * Throws `unauthenticated` unless Auth accepts the token as this user's, `auth_unavailable` if Auth
 * cannot say. The token's claims must have been checked.
 */
export async function checkHs256Token(
  token: string,
  sub: string,
  context: CallContext,
): Promise<void> {
  const hash = await sha256Base64url(token);
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

/** In a project without asymmetric keys every token is `HS256`: there nothing is held back. */
async function openInTurn(questions: Questions, context: CallContext): Promise<void> {
  while (questions.isFull()) {
    if (!await projectKeys().hasKeys(context)) break;
    if (questions.isSpent()) throw refusal("too many HS256 tokens were refused lately");
    // Those that are open may be real sessions, all at once after a start.
    if (questions.isFull()) {
      await context.deadline.race(
        questions.nextAnswer(),
        (cause) => new ApiError("auth_unavailable", { cause }),
      );
    }
  }
  // Without an await since the look, so that no two take the last place.
  questions.open();
}

function refusal(cause: string): ApiError {
  return new ApiError("unauthenticated", { cause: new Error(cause) });
}
