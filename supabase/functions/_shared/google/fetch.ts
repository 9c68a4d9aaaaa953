/**
 * One plain call of Google: bounded in time and size, never following a redirect with a credential.
 *
 * @module
 */
import { type Deadline, isTimeout } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { ReadingRoom } from "./readingRoom.ts";

/** The largest answer that is read: far above what one event can hold. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** The largest answer that is read if the same can be asked for in smaller parts. */
export const MAX_PART_BYTES = 1 * 1024 * 1024;
/** Up to here an answer is read at once: nearly all of them are smaller. */
const SMALL_BYTES = 128 * 1024;
/**
 * What all larger answers may take together while they are read. An instance has 256 MB in all, and an
 * answer takes several times its size until it is answered in turn.
 */
const largeAnswers = new ReadingRoom(2 * 1024 * 1024);

/** The answer is larger than what is read of it. */
export class AnswerTooLarge extends ApiError {
  constructor(bytes: number) {
    super("google_bad_response", { cause: new Error(`the answer is larger than ${bytes} bytes`) });
  }
}

export interface GoogleAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Calls Google and reads the whole answer. Throws `google_timeout`, `google_unavailable` or AnswerTooLarge. */
export async function callGoogle(
  url: string,
  init: { method: string; headers?: HeadersInit; body?: BodyInit | null },
  deadline: Deadline,
  maxBytes: number = MAX_ANSWER_BYTES,
): Promise<GoogleAnswer> {
  try {
    return await deadline.run(async (signal) => {
      const response = await fetch(url, { ...init, signal, redirect: "manual" });
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response, maxBytes, signal),
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

/** Whether the answer says that it is small, and is sent as it is (RFC 9112, section 6.3). */
function isKnownSmall({ headers }: Response, maxBytes: number): boolean {
  const length = Number(headers.get("content-length") ?? NaN);
  return length <= Math.min(SMALL_BYTES, maxBytes) && !headers.has("content-encoding");
}

async function readText(response: Response, maxBytes: number, signal: AbortSignal) {
  if (isKnownSmall(response, maxBytes)) return await response.text();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  let leave: (() => void) | undefined;
  try {
    // Leaving the loop early cancels the rest of the body.
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new AnswerTooLarge(maxBytes);
      if (size > SMALL_BYTES) leave ??= await largeAnswers.enter(maxBytes, signal);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } finally {
    leave?.();
  }
}

/** `Retry-After` in seconds, given as a number or as a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
