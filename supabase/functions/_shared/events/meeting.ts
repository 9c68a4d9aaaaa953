/**
 * Reads an event's meeting: its status and every way to join it.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Meeting } from "./answers.ts";

/** The address if it is a web address, otherwise null: somebody else's event can have any text. */
export function webAddress(address: string | null | undefined): string | null {
  return address && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}

/** The event's meeting. Null if there is no way to join it, and no pending or failed request for one. */
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
  // Other ways to join, such as SIP, count too: Google Calendar shows them.
  if (url !== null || entries.length > 0) return { status: "ready", url, phone };

  const asked = conferenceData?.createRequest?.status?.statusCode;
  if (asked === "pending") return { status: "pending", url: null, phone: [] };
  if (asked === "failure") return { status: "failed", url: null, phone: [] };
  return null;
}

/** What a caller has to type in. Each provider has its own name for it. */
function pinOf(entry: calendar_v3.Schema$EntryPoint): string | null {
  const { pin, accessCode, meetingCode, passcode, password } = entry;
  return pin ?? accessCode ?? meetingCode ?? passcode ?? password ?? null;
}
