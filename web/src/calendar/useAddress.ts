/**
 * The view, day and time zone of the calendar. They are in the address, so that a reload, Back and a
 * shared link show the same. An address without a day means today.
 *
 * @module
 */
import { useCallback, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { toLocal } from "../google-calendar/index.ts";
import { dateIn, type Place, readPlace, stepped, type View, withPlace } from "./place.ts";
import { useTexts } from "./useTexts.ts";
import { firstDayOfWeek } from "./weeks.ts";
import { chosenZone, keepZone } from "./zones.ts";

/** A week does not fit on a phone: a narrow screen starts with the agenda. */
const NARROW = "(max-width: 40rem)";

/** Needs the app's router around it. */
export function useAddress() {
  const { locale } = useTexts();
  const [query, setQuery] = useSearchParams();
  const [first] = useState<View>(() => matchMedia(NARROW).matches ? "agenda" : "week");
  const [ownZone, setOwnZone] = useState(chosenZone);
  const asked = readPlace(query);
  const zone = asked.zone ?? ownZone;
  const view = asked.view ?? first;
  const today = toLocal(new Date(), zone).slice(0, 10);
  const date = asked.date ?? today;

  /** The address is ahead of the screen while the person presses keys quickly. */
  const now = () => {
    const query = new URLSearchParams(location.search);
    return { query, place: readPlace(query) };
  };
  const go = (change: (place: Place) => Place, options?: { replace: boolean }) => {
    const { query, place } = now();
    setQuery(withPlace(query, change({ zone, ...present(place) })), options);
  };
  const latestGo = useRef(go);
  latestGo.current = go;
  // Always the same function, because the list of zones is long to render.
  const changeZone = useCallback((next: string) => {
    keepZone(next);
    setOwnZone(next);
    latestGo.current((place) => ({ ...place, zone: next }), { replace: true });
  }, []);
  return {
    ...{ view, date, zone, today, changeZone },
    show: (next: View) =>
      go(({ view = first, date, ...place }) => ({
        ...place,
        view: next,
        date: date && dateIn(next, view, date, firstDayOfWeek(locale)),
      })),
    goTo: (date: string) => go((place) => ({ view: first, ...place, date })),
    goToToday: () => go((place) => ({ view: first, ...place, date: undefined })),
    move: (step: 1 | -1) =>
      go(({ view = first, date = today, ...place }) => ({
        ...place,
        view,
        date: stepped(view, date, step),
      })),
  };
}

/** Without the parts that are absent, so that they do not hide a default. */
function present({ view, date, zone }: Place): Place {
  return { ...(view && { view }), ...(date && { date }), ...(zone && { zone }) };
}
