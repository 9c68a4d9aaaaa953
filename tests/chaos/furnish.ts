/**
 * The calendars of a world, with what is in them from the beginning.
 *
 * @module
 */
import type { Kept, Member } from "./people.ts";
import { MARK } from "./people.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
/** Far enough ahead that no walk's clock gets there, and that they stay in the mirror. */
const PILLAR_DAYS = [100, 110, 120, 130, 140, 150, 160, 170, 300, 500];

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The four calendars: Ada's, with many whole days; Grace's; Alan's; and Ada's second, shared with Grace. */
export function keep({ google, members, hands }: World): Kept[] {
  const [ada, grace, alan] = members as [Member, Member, Member];
  const kept = (name: string, member: Member, more: Partial<Kept> = {}): Kept => ({
    name,
    member,
    googleId: member.email,
    hands: [hands.get(member.email)!],
    allDay: 0.15,
    pillars: [],
    touched: new Map(),
    exceptions: new Set(),
    shared: true,
    zone: undefined,
    ...more,
  });
  const team = google.addCalendar(ada.email, {
    summary: "Team",
    time_zone: "America/St_Johns",
  });
  google.shareCalendar(team, grace.email, "writer");
  return [
    kept("ada", ada, { allDay: 0.7 }),
    kept("grace", grace),
    kept("alan", alan),
    kept("team", grace, {
      googleId: team,
      hands: [hands.get(ada.email)!, hands.get(grace.email)!],
    }),
  ];
}

/** Puts the pillars into a calendar: single events, whole days and two series. */
export async function furnish(world: World, kept: Kept): Promise<void> {
  const hand = kept.hands[0]!;
  const summary = `${MARK} pillar`;
  const now = world.now();
  for (const days of PILLAR_DAYS) {
    const start = now + days * DAY_MS;
    const times = days % 20 === 0
      ? { start: { date: dayOf(start) }, end: { date: dayOf(start + DAY_MS) } }
      : {
        start: { dateTime: new Date(start).toISOString(), timeZone: "UTC" },
        end: { dateTime: new Date(start + 3_600_000).toISOString(), timeZone: "UTC" },
      };
    kept.pillars.push((await hand.insert(kept.googleId, { summary, ...times })).id!);
  }
  const start = now + 2 * DAY_MS;
  await hand.insert(kept.googleId, {
    summary,
    start: { dateTime: new Date(start).toISOString(), timeZone: "Europe/London" },
    end: { dateTime: new Date(start + 3_600_000).toISOString(), timeZone: "Europe/London" },
    recurrence: ["RRULE:FREQ=WEEKLY"],
  });
  await hand.insert(kept.googleId, {
    summary,
    start: { date: dayOf(start) },
    end: { date: dayOf(start + DAY_MS) },
    recurrence: ["RRULE:FREQ=WEEKLY;INTERVAL=2"],
  });
}

/** Turns the calendar's mirror on, if it is not. */
export async function mirror({ sql }: World, { member, googleId, name }: Kept): Promise<void> {
  await sql(
    `select public.google_calendar_mirror_calendar(c.account_id, $2, $3, $4)
     from public.google_connections c where c.user_id = $1 and c.is_default and c.status = 'connected'`,
    [member.user.id, googleId, googleId === member.email, name],
  );
}
