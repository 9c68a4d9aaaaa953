/**
 * Makes one plain call to Google, bounded in time and size. Never follows a redirect, because the request
 * carries a credential.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { isTimeout } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { ReadingRoom } from "./readingRoom.ts";

/** The largest answer that is read, in bytes: far above what one event can hold. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** The largest answer that is read, in bytes, if the same data can be requested in smaller parts. */
export const MAX_PART_BYTES = 1 * 1024 * 1024;
/** An answer of up to this many bytes is read without waiting for room. Nearly all answers are smaller. */
const SMALL_BYTES = 128 * 1024;
/**
 * The bytes that all larger answers may take together while they are read. An instance has 256 MB in
 * all, and an answer takes several times its size until the request is answered.
 */
const largeAnswers = new ReadingRoom(2 * 1024 * 1024);

/** `google_bad_response`, because Google's answer is larger than the limit. */
export class AnswerTooLarge extends ApiError {
  constructor(bytes: number) {
    super("google_bad_response", { cause: new Error(`the answer is larger than ${bytes} bytes`) });
  }
}

/** Google's answer, whatever its status. */
export interface GoogleAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** One request to Google, and its limits. */
export interface GoogleRequest {
  url: string;
  method: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  /** Google's own name for what is called, for the log. */
  name: string;
  timeoutMs: number;
  /** The largest answer that is read; `MAX_ANSWER_BYTES` by default. */
  maxBytes?: number;
}

/**
 * Calls Google and reads the whole answer, of any status. Ends within `timeoutMs`, or at the context's
 * deadline if that is earlier. Throws `google_timeout`, `google_unavailable` or AnswerTooLarge.
 */
export async function callGoogle(
  { url, method, headers, body, name, timeoutMs, maxBytes = MAX_ANSWER_BYTES }: GoogleRequest,
  { deadline, log }: CallContext,
): Promise<GoogleAnswer> {
  log?.count(`google ${name}`);
  try {
    return await deadline.within(timeoutMs).run(async (signal) => {
      const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response, maxBytes, signal),
      };
    });
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError(isTimeout(cause) ? "google_timeout" : "google_unavailable", {
      // The runtime's message names the host and the fault, and holds nothing of the request.
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
