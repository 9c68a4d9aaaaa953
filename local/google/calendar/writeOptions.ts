/**
 * The query parameters of writes.
 * Source: Calendar v3 reference, Events: insert, patch.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";
import { maxAttendees } from "./readOptions.ts";

/** The guests who get an e-mail. `externalOnly` means guests without a Google account. */
export type SendUpdates = "all" | "externalOnly" | "none";

export interface WriteOptions {
  conferenceVersion?: string;
  /** If false, the body's attachments are ignored. */
  supportsAttachments?: boolean;
  sendUpdates?: SendUpdates;
}

const SEND_UPDATES: readonly string[] = ["all", "externalOnly", "none"];

/** Reads the parameters. Throws 400 for an invalid value. */
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

/** Returns the body without the fields that the options exclude. */
export function writtenFields(
  json: Record<string, unknown>,
  { supportsAttachments }: WriteOptions,
): Record<string, unknown> {
  const { attachments: _, ...rest } = json;
  return supportsAttachments ? json : rest;
}
