/**
 * The parameters that steer a write.
 * Source: Calendar v3 reference, Events: insert, patch.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";
import { maxAttendees } from "./readOptions.ts";

/** Who is sent an e-mail: `externalOnly` are guests without an account at Google. */
export type SendUpdates = "all" | "externalOnly" | "none";

export interface WriteOptions {
  conferenceVersion?: string;
  /** Without it, attachments of the body are ignored. */
  supportsAttachments?: boolean;
  sendUpdates?: SendUpdates;
}

const SEND_UPDATES: readonly string[] = ["all", "externalOnly", "none"];

/** Throws 400 for a value that is none. */
export function writeOptions(query: URLSearchParams): WriteOptions {
  maxAttendees(query);
  const conferenceVersion = query.get("conferenceDataVersion") ?? "0";
  if (!/^[01]$/.test(conferenceVersion)) throw badParameter("conferenceDataVersion");
  const supports = query.get("supportsAttachments") ?? "false";
  if (supports !== "true" && supports !== "false") throw badParameter("supportsAttachments");
  const sendUpdates = query.get("sendUpdates") ?? "none";
  if (!SEND_UPDATES.includes(sendUpdates)) throw badParameter("sendUpdates");
  return {
    conferenceVersion,
    supportsAttachments: supports === "true",
    sendUpdates: sendUpdates as SendUpdates,
  };
}

/** The body without what the options leave out. */
export function writtenFields(
  json: Record<string, unknown>,
  { supportsAttachments }: WriteOptions,
): Record<string, unknown> {
  const { attachments: _, ...rest } = json;
  return supportsAttachments ? json : rest;
}
