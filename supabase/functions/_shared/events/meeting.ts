/**
 * How an event's meeting stands, and every way to join it.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Meeting } from "./answers.ts";

/** The address if a browser may open it, else null: an event of somebody else's may carry any text. */
export function webAddress(address: string | null | undefined): string | null {
  return address && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}

/** The event's meeting. Null if Google names no way to join, and neither a pending nor a failed request. */
export function meetingOf(
  { conferenceData, hangoutLink }: calendar_v3.Schema$Event,
): Meeting | null {
  const entries = conferenceData?.entryPoints ?? [];
  const of = (type: string) => entries.filter(({ entryPointType }) => entryPointType === type);
  const url =
    [...of("video").map(({ uri }) => uri), hangoutLink, ...of("more").map(({ uri }) => uri)]
      .map(webAddress).find((address) => address !== null) ?? null;
  const phone = of("phone").flatMap((entry) => {
    const number = entry.uri?.replace(/^tel:/i, "") || entry.label;
    return number ? [{ number, pin: pinOf(entry) }] : [];
  });
  // Another way, such as SIP, is one too: Google Calendar shows it.
  if (url !== null || entries.length > 0) return { status: "ready", url, phone };

  const asked = conferenceData?.createRequest?.status?.statusCode;
  if (asked === "pending") return { status: "pending", url: null, phone: [] };
  if (asked === "failure") return { status: "failed", url: null, phone: [] };
  return null;
}

/** Each provider has its own word for what a caller types in. */
function pinOf(entry: calendar_v3.Schema$EntryPoint): string | null {
  const { pin, accessCode, meetingCode, passcode, password } = entry;
  return pin ?? accessCode ?? meetingCode ?? passcode ?? password ?? null;
}
