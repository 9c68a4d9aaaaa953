/**
 * Single events: created, moved, renamed and deleted at Google.
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
  type Stride,
  touching,
} from "./step.ts";

/** With more of them, deleting is as likely as creating. */
const MANY = 25;

async function create(stride: Stride): Promise<string> {
  const { kept } = stride;
  await someHand(stride).insert(kept.googleId, {
    summary: someSummary(stride),
    description: someSummary(stride),
    ...someTimes(stride),
    ...stride.random.pick([{}, { transparency: "transparent" }, { status: "tentative" }]),
  });
  return "single created";
}

export const single: Step = async (stride) => {
  const { world, random, kept } = stride;
  const events = changeable(stride, false);
  const deed = random.pick([
    ...events.length < MANY ? ["create", "create"] : ["create", "delete"],
    ...["move", "rename", "delete"],
  ]);
  const event = some(stride, events);
  if (deed === "create" || !event) return await create(stride);
  const hand = someHand(stride);
  const deeds: Record<string, () => Promise<unknown>> = {
    move: () => hand.patch(kept.googleId, event.id, someTimes(stride)),
    rename: () => hand.patch(kept.googleId, event.id, { summary: someSummary(stride) }),
    delete: () => hand.remove(kept.googleId, event.id),
  };
  const allowed = await ifAllowed(() => touching(world, event.id, deeds[deed]!));
  return allowed ? `single: ${deed}` : undefined;
};
