/**
 * The person's mirrored calendars, as they are now. When one has other events than a moment ago, what is loaded of it
 * is read again.
 *
 * @module
 */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { reloadCalendar } from "../calendar/eventCache.ts";
import { useGoogleCalendar } from "../google-calendar/index.ts";
import { queries } from "../queries.ts";
import { useSession } from "../session.tsx";
import { byCalendar, type MirrorRow, type Mirrors, refOfRow, stateOf } from "./mirror.ts";
import { rowReader } from "./rowReader.ts";
import { throttled } from "./throttled.ts";

/** Milliseconds between two readings because of news. */
const READ_EVERY = 1_000;
/** Milliseconds between two looks where Realtime cannot be reached. */
const LOOK_EVERY = 30_000;
/** Milliseconds between two times that Google is asked to be read because somebody looks. */
const REFRESH_EVERY = 60_000;

const NONE: Mirrors = new Map();

const keyOf = (userId: string) => ["mirrors", userId];

/** What is known of the person's mirrors, without reading them. */
export function knownMirrors(userId: string): Mirrors {
  return queries.getQueryData<Mirrors>(keyOf(userId)) ?? NONE;
}

/** Reads the mirrors again: one was started or ended. */
export async function reloadMirrors(userId: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: keyOf(userId) });
}

/** `isKnown` is false until they were read for the first time. If they cannot be read there are none. */
export function useMirrors(): { mirrors: Mirrors; isKnown: boolean } {
  const { userId: user } = useGoogleCalendar();
  const userId = user ?? "";
  const { data } = useSession();
  const [isListening, setListening] = useState(false);
  const { data: mirrors = NONE, isPending, fetchStatus } = useQuery({
    queryKey: keyOf(userId),
    queryFn: async () => byCalendar(await (await rowReader()).readMirrors(data)),
    structuralSharing: false,
    enabled: userId !== "",
    // Without Realtime, for instance behind a proxy that knows no websockets.
    refetchInterval: ({ state }) => state.data?.size && !isListening ? LOOK_EVERY : false,
  }, queries);
  const isAny = mirrors.size > 0;

  useEffect(() => {
    if (!isAny) return;
    let isCurrent = true;
    let stop = () => {};
    const news = throttled(() => void reloadMirrors(userId), READ_EVERY);
    const begin = async () => {
      const { listen } = await import("./realtime.ts");
      const end = await listen(data, userId, news.run, setListening);
      if (isCurrent) stop = end;
      else end();
    };
    begin().catch(() => {});
    return () => {
      isCurrent = false;
      setListening(false);
      news.stop();
      stop();
    };
  }, [data, userId, isAny]);
  useReadAgain(userId, mirrors);
  useAttention(isAny);
  // Offline nothing is read, and what was seen before is shown.
  return { mirrors, isKnown: !isPending || fetchStatus === "paused" };
}

/** Reads again what is loaded of those calendars that changed. */
function useReadAgain(userId: string, mirrors: Mirrors): void {
  const last = useRef<{ userId: string; mirrors: Mirrors }>(null);
  useEffect(() => {
    const before = last.current?.userId === userId ? last.current.mirrors : null;
    last.current = { userId, mirrors };
    if (!before) return;
    for (const key of new Set([...before.keys(), ...mirrors.keys()])) {
      const [old, now] = [before.get(key), mirrors.get(key)];
      const isSame = (old && stateOf(old)) === (now && stateOf(now));
      if (!isSame) void reloadCalendar(userId, refOfRow((now ?? old) as MirrorRow));
    }
  }, [userId, mirrors]);
}

/** Tells the project that somebody looks: a calendar that slept wakes, and what Google did not tell is read. */
function useAttention(isAny: boolean): void {
  const { client } = useGoogleCalendar();
  const last = useRef(-Infinity);
  const look = useCallback(() => {
    if (document.visibilityState !== "visible" || !navigator.onLine) return;
    if (performance.now() - last.current < REFRESH_EVERY) return;
    last.current = performance.now();
    // The page works without it, and the connection card says what is wrong.
    client.refreshMirrors().catch(() => {});
  }, [client]);
  useEffect(() => {
    if (!isAny) return;
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [isAny, look]);
}

/** The calendars whose events come from the table although their account cannot be asked. */
export function useMirroredKeys(mirrors: Mirrors): ReadonlySet<string> {
  return useMemo(
    () => new Set([...mirrors].filter(([, { status }]) => status === "stale").map(([key]) => key)),
    [mirrors],
  );
}
