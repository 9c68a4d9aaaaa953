/**
 * What only the functions know of the mirrors: when Google was last asked, and whether others may be started.
 *
 * @module
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Mirror, useGoogleCalendar } from "../google-calendar/index.ts";
import { queries } from "../queries.ts";
import { type Mirrors, stateOf } from "./mirror.ts";

const NOTHING: { calendars: Mirror[]; allowed: boolean } = { calendars: [], allowed: false };

/** Asks only if it is wanted, and again when the mirrors changed. */
export function useMirrorDetails(mirrors: Mirrors, isWanted: boolean) {
  const { client, userId } = useGoogleCalendar();
  const states = [...mirrors.values()].map((one) => stateOf(one) + one.status).sort();
  const { data = NOTHING, isSuccess } = useQuery({
    queryKey: ["mirror details", userId, states.join()],
    queryFn: () => client.mirrors(),
    enabled: isWanted && userId !== null,
    placeholderData: keepPreviousData,
  }, queries);
  return { details: data.calendars, allowed: data.allowed, isKnown: isSuccess };
}
