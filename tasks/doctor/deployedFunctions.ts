/**
 * Checks each deployed function as a browser of the web app calls it: its preflight, its own 401, and
 * for the callback a redirect with a state that was never issued. Costs nothing: no request gets past
 * the first check of its route.
 *
 * @module
 */
import { connectAddress } from "../../supabase/functions/_shared/connect/returnAddress.ts";
import type { WebSettings } from "../../supabase/functions/_shared/env.ts";
import { installedFunctions } from "../installed.ts";
import { type GuardedRequest, guardedRequests } from "../sampleRequests.ts";
import { type Check, type Finding, LOOK_MS, ok, problem, reasonOf, skipped } from "./check.ts";
import { webOf } from "./subject.ts";

const look = (address: string, init: RequestInit) =>
  fetch(address, { ...init, redirect: "manual", signal: AbortSignal.timeout(LOOK_MS) });

function judge401(about: string, status: number, code: unknown): Finding | undefined {
  if (status === 401 && code === "unauthenticated") return undefined;
  if (status === 401) {
    return problem(
      about,
      "is refused by the platform, not by the function: verify_jwt is on",
      `set verify_jwt = false under [functions.${about}] in supabase/config.toml, and deploy it again`,
    );
  }
  if (status === 404) {
    return problem(about, "is not deployed", `supabase functions deploy ${about} --use-api`);
  }
  if (status === 500 && code === "misconfigured") {
    return problem(
      about,
      "says that a setting is missing or malformed",
      "its log names the variable and the remedy: dashboard, Edge Functions, Logs",
    );
  }
  if (status >= 500) {
    return problem(
      about,
      `does not start or fails (status ${status})`,
      "its log says why: dashboard, Edge Functions, Logs; then deploy it again",
    );
  }
  return problem(
    about,
    `answered ${status} instead of 401`,
    "deploy this version of it again",
  );
}

function judgePreflight(about: string, answer: Response, origin: string): Finding | undefined {
  if (answer.status === 401) return judge401(about, 401, undefined);
  if (answer.status !== 204) return undefined;
  const allowed = answer.headers.get("access-control-allow-origin");
  if (allowed === origin) return undefined;
  return problem(
    about,
    `does not let ${origin} call it from a browser`,
    "set APP_URL, or ALLOWED_ORIGINS, to the web app's origin, and deploy the secrets",
  );
}

async function lookAt(
  name: string,
  { method, path, refusal }: GuardedRequest,
  base: string,
  origin: string,
): Promise<Finding> {
  const address = base + path;
  try {
    const preflight = await look(address, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method },
    });
    await preflight.body?.cancel();
    const refused = await look(address, { method, headers: { origin } });
    const body = await refused.json().catch(() => undefined);
    const isRefused = refused.status === refusal.status && body?.code === refusal.code;
    return (isRefused ? undefined : judge401(name, refused.status, body?.code)) ??
      judgePreflight(name, preflight, origin) ??
      ok(name, `answers its preflight and its ${refusal.status}`);
  } catch (error) {
    return problem(name, reasonOf(error), `check that ${base} is the project's address`);
  }
}

/** Calls the callback with a state that was never issued, to see if the functions reach the database. */
async function followDudRedirect(base: string, web: WebSettings): Promise<Finding> {
  const about = "callback";
  try {
    // As long as a real state, but never issued.
    const query = new URLSearchParams({ state: "A".repeat(43), code: "dud" });
    const answer = await look(`${base}/oauth-callback?${query}`, { method: "GET" });
    await answer.body?.cancel();
    const location = URL.parse(answer.headers.get("location") ?? "");
    if (answer.status !== 303 || !location) {
      return problem(
        about,
        `Google's redirect gets no redirect to the web app (status ${answer.status})`,
        "fix oauth-callback first; its log says more",
      );
    }
    const returnsTo = location.origin + location.pathname;
    const page = connectAddress(web);
    if (returnsTo !== page) {
      return problem(
        about,
        `returns to ${returnsTo}, and APP_URL with CONNECT_PATH is ${page}`,
        "deploy the secrets: supabase secrets set --env-file supabase/functions/.env",
      );
    }
    const error = location.searchParams.get("error");
    if (error === "state_invalid") {
      return ok(about, "refuses a state it never gave, at CONNECT_PATH");
    }
    return problem(
      about,
      `cannot ask the database for a state (${error})`,
      "apply the migrations: supabase db push --remote; the function's log says more",
    );
  } catch (error) {
    return problem(about, reasonOf(error), `check that ${base} is the project's address`);
  }
}

export const checkDeployedFunctions: Check = async (subject) => {
  const web = webOf(subject);
  if (!subject.projectUrl || !web) {
    return [skipped("functions", "give --project-ref or --project-url, and APP_URL")];
  }
  const base = `${subject.projectUrl}/functions/v1`;
  const installed = installedFunctions(subject.folder);
  return await Promise.all([
    ...Object.entries(guardedRequests()).filter(([name]) => installed.includes(name)).map((
      [name, request],
    ) => lookAt(name, request, base, new URL(web.appUrl).origin)),
    followDudRedirect(base, web),
  ]);
};
