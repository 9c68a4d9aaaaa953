/**
 * Invitations between the people of the world, and their answers.
 *
 * @module
 */
import {
  changeable,
  type Event,
  ifAllowed,
  some,
  someHand,
  someSummary,
  someTimes,
  type Step,
  type Stride,
  touching,
} from "./step.ts";

/** An invitation in the calendar of one of the members, which was made elsewhere. */
function invitations({ world, kept }: Stride): Event[] {
  const { email } = kept.member;
  const events = world.google.events(email, email) as Event[];
  return events.filter(({ organizer, attendees, recurringEventId }) =>
    organizer?.email !== email && !recurringEventId && attendees?.some(({ self }) => self)
  );
}

/** Invites a member to a meeting, or answers an invitation. */
export const guests: Step = async (stride) => {
  const { world, random, kept } = stride;
  const invitation = some(stride, invitations(stride));
  if (invitation && random.next() < 0.6) {
    const { email } = kept.member;
    const responseStatus = random.pick(["accepted", "declined", "tentative"]);
    const attendees = invitation.attendees!.map((guest) =>
      guest.self ? { ...guest, responseStatus } : guest
    );
    const allowed = await ifAllowed(() =>
      touching(
        world,
        invitation.id,
        () => world.hands.get(email)!.patch(email, invitation.id, { attendees }),
      )
    );
    return allowed ? `invitation ${responseStatus}` : undefined;
  }
  const other = random.pick(world.members.filter(({ email }) => email !== kept.googleId));
  const attendees = [{ email: other.email }];
  const meeting = some(stride, changeable(stride, false).filter(({ attendees }) => attendees));
  const hand = someHand(stride);
  if (meeting && random.next() < 0.3) {
    const allowed = await ifAllowed(() =>
      touching(world, meeting.id, () => hand.patch(kept.googleId, meeting.id, { attendees }))
    );
    return allowed ? "other guests" : undefined;
  }
  await hand.insert(kept.googleId, {
    summary: someSummary(stride),
    ...someTimes(stride),
    attendees,
  });
  return "invited";
};
