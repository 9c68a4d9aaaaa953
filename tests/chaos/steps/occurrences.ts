/**
 * Occurrences of series: moved, also across both ends of the mirrored time, renamed, cancelled and restored
 * at Google.
 *
 * @module
 */
import {
  changeable,
  ifAllowed,
  some,
  someHand,
  someSummary,
  someTimes,
  type Step,
  touching,
} from "./step.ts";

const DAY_MS = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

export const occurrence: Step = async (stride) => {
  const { world, random, kept } = stride;
  const { google } = world;
  const { email } = kept.hands[0]!;
  const hand = someHand(stride);
  const exceptions = [...kept.exceptions];
  const deed = random.pick(["move", "cancel", "rename", "over_end", "over_start", "restore"]);
  if (deed === "restore" && exceptions.length > 0) {
    const id = random.pick(exceptions);
    kept.exceptions.delete(id);
    const restored = await touching(world, id, () => {
      try {
        google.undoException(email, id, kept.googleId);
        return Promise.resolve(true);
      } catch {
        // Its series has moved or is gone.
        return Promise.resolve(false);
      }
    });
    return restored ? "occurrence restored" : undefined;
  }
  const series = new Set(changeable(stride, true).map(({ id }) => id));
  const now = world.now();
  const rows = google.expected(
    email,
    kept.googleId,
    iso(now - 40 * DAY_MS),
    iso(now + 190 * DAY_MS),
  )
    .filter(({ series_id }) => series_id !== null && series.has(series_id));
  const row = some(stride, rows);
  if (!row) return undefined;
  const moveTo = (time: number) =>
    hand.patch(kept.googleId, row.id, someTimes(stride, Math.round(time / 60_000) * 60_000));
  const deeds: Record<string, () => Promise<unknown>> = {
    move: () => moveTo(Date.parse(row.starts_at) + (random.next() - 0.5) * 6 * DAY_MS),
    cancel: () => hand.remove(kept.googleId, row.id),
    rename: () => hand.patch(kept.googleId, row.id, { summary: someSummary(stride) }),
    over_end: () => moveTo(now + (random.next() < 0.5 ? 190 : 170) * DAY_MS),
    over_start: () => moveTo(now - (random.next() < 0.5 ? 35 : 25) * DAY_MS),
  };
  const done = deeds[deed] ?? deeds.move!;
  kept.exceptions.add(row.id);
  const allowed = await ifAllowed(() => touching(world, row.id, done));
  return allowed ? `occurrence: ${deed}` : undefined;
};
