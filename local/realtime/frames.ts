/**
 * The frames of Phoenix channels, in both versions that supabase-js speaks: an object, or an array.
 *
 * @module
 */

/** A message of a channel. `ref` numbers what the client sends; `join_ref` names its join. */
export interface Frame {
  join_ref: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
}

/** The newer version. */
const ARRAYS = "2.0.0";

/** Reads a text frame; undefined if it is not one. */
export function readFrame(text: string): Frame | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { topic, event, payload, ref = null, join_ref = null } =
    (Array.isArray(read)
      ? Object.fromEntries(["join_ref", "ref", "topic", "event", "payload"].map((name, i) => [
        ...[name, read[i]],
      ]))
      : read ?? {}) as Partial<Frame>;
  if (typeof topic !== "string" || typeof event !== "string") return undefined;
  const isObject = typeof payload === "object" && payload !== null;
  return { topic, event, ref, join_ref, payload: isObject ? payload : {} };
}

/** Writes a frame in the version that the client asked for by `vsn`. */
export function writeFrame(frame: Frame, vsn: string | null): string {
  const { join_ref, ref, topic, event, payload } = frame;
  return JSON.stringify(vsn === ARRAYS ? [join_ref, ref, topic, event, payload] : frame);
}
