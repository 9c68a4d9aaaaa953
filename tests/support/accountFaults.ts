/**
 * Faults of Google for one account only: the calls that carry one of its tokens.
 *
 * @module
 */
import { open } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { bindingOf } from "./invariants.ts";
import type { Scenario, TestUser } from "./scenario.ts";

export interface AccountFault {
  /** How the path ends: `/revoke`, `/token`, `/events`. */
  path: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Answers these calls so, from now on, instead of sending them. Returns what ends that. */
export async function failForAccount(
  { row }: Scenario,
  user: TestUser,
  accountId: string,
  { path, status, headers, body }: AccountFault,
): Promise<() => void> {
  const account = (await row(user, accountId))!;
  const tokens: string[] = [];
  for (const column of ["google_refresh_token", "google_access_token"] as const) {
    tokens.push(await open(account[column]!, bindingOf(account, column)));
  }
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const sent = `${new Headers(init?.headers).get("authorization")} ${
      init?.body instanceof URLSearchParams ? [...init.body.values()].join(" ") : ""
    }`;
    return url.pathname.endsWith(path) && tokens.some((token) => sent.includes(token))
      ? Response.json(body ?? {}, { status, headers })
      : await fetch(input, init);
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
