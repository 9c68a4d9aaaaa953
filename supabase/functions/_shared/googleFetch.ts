/**
 * One plain call of Google: bounded in time and size, never following a redirect with a credential.
 *
 * @module
 */
import { type Deadline, isTimeout } from "./deadlines.ts";
import { ApiError } from "./errors.ts";

/** Far above every documented answer (a page of 250 events is below 1 MiB). */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface GoogleAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Calls Google and reads the whole answer. Throws `google_timeout`, `google_unavailable` or `google_bad_response`. */
export async function callGoogle(
  url: string,
  init: { method: string; headers?: HeadersInit; body?: BodyInit | null },
  deadline: Deadline,
): Promise<GoogleAnswer> {
  try {
    return await deadline.run(async (signal) => {
      const response = await fetch(url, { ...init, signal, redirect: "manual" });
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response),
      };
    });
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError(isTimeout(cause) ? "google_timeout" : "google_unavailable", {
      // The runtime's own message names the host and the fault; the request is not in it.
      cause: cause instanceof Error ? new Error(cause.message) : undefined,
    });
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      throw new ApiError("google_bad_response", { cause: new Error("the answer is too large") });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `Retry-After` in seconds, given as a number or as a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
