/**
 * Reads a request's body, bounded in size and time.
 *
 * @module
 */
import { BODY_MS, type Deadline, isTimeout } from "../deadlines.ts";
import { ApiError } from "../errors.ts";

/** The largest body, in bytes. */
const MAX_BODY_BYTES = 64 * 1024;

/** Returns whether the request's `Content-Length` is too large: before any of the body is read. */
export function isTooLarge(contentLength: string | undefined): boolean {
  return Number(contentLength ?? 0) > MAX_BODY_BYTES;
}

/** The whole body. Throws `body_too_large`, or `invalid_json` if the body is cut off or not complete in time. */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  try {
    return await deadline.within(BODY_MS).race(readAll(reader));
  } catch (cause) {
    // Nothing waits for this, because it may never end.
    reader.cancel().catch(() => {});
    if (cause instanceof ApiError) throw cause;
    const message = isTimeout(cause) ? "The body took too long." : "The body was cut off.";
    throw new ApiError("invalid_json", { details: { reason: "body_incomplete", message }, cause });
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) throw new ApiError("body_too_large");
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
