/**
 * The app's own writes. What was answered is in the mirror at once, unless a sync has written in that time or
 * everything is read again from the beginning.
 *
 * @module
 */
import { assert } from "@std/assert";
import { readMirror } from "../compare.ts";
import { type Answer, call } from "../connections.ts";
import {
  changeable,
  some,
  someSummary,
  someTimes,
  type Step,
  type Stride,
  touching,
} from "./step.ts";

const versionOf = (etag: string) => Number(etag.replaceAll('"', ""));

function body(stride: Stride) {
  const { start, end } = someTimes(stride, undefined, "Europe/London");
  const times = start.date
    ? { start_date: start.date, end_date: end.date }
    : { start_datetime: start.dateTime, end_datetime: end.dateTime, time_zone: "Europe/London" };
  return { summary: someSummary(stride), ...times };
}

/** Fails if the answer's event is not in the mirror, or an older one, although nothing came between. */
async function assertVisible(
  stride: Stride,
  write: () => Promise<Answer>,
  isVisible: (ids: Map<string, string>, answer: Answer) => boolean,
): Promise<Answer> {
  const { world, kept, databaseIsSound } = stride;
  const before = await readMirror(world, kept);
  const sound = databaseIsSound();
  const answer = await write();
  const after = await readMirror(world, kept);
  const isStill = before && after && before.id === after.id && before.syncs === after.syncs &&
    before.phase === "live" && after.phase === "live" && before.refused < 2 && after.refused < 2 &&
    sound && databaseIsSound();
  if (!isStill || answer.status === 0 || answer.status >= 300) return answer;
  stride.report.count("own writes seen at once");
  const ids = new Map(after.rows.map(({ id, etag }) => [id, etag]));
  assert(
    isVisible(ids, answer),
    `the app's own write is not in the mirror of ${kept.name}: ${JSON.stringify(answer.body)}`,
  );
  return answer;
}

export const own: Step = async (stride) => {
  const { world, random, kept } = stride;
  const { member } = kept;
  if (!member.connected || !kept.shared) return undefined;
  const event = some(stride, changeable(stride, false));
  const deed = random.pick(["create", "create", "change", "change", "delete", "series"]);
  const calendar_id = kept.googleId;
  const from = "/calendar-events/users/me";
  stride.report.count("own writes");
  if (deed === "series") {
    const weekly = { ...body(stride), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"], calendar_id };
    const route = "POST /create-calendar-event/users/me/calendar/events";
    const { status } = await call(world, member, route, weekly);
    return `own series: ${status}`;
  }
  if (deed === "create" || !event) {
    const { status } = await assertVisible(
      stride,
      () =>
        call(world, member, "POST /create-calendar-event/users/me/calendar/events", {
          ...body(stride),
          calendar_id,
        }),
      (ids, answer) =>
        Date.parse(answer.body.end_datetime ?? answer.body.end_date) <
          world.now() - 29 * 86_400_000 ||
        versionOf(ids.get(answer.body.id) ?? "0") >= versionOf(answer.body.etag),
    );
    return `own create: ${status}`;
  }
  const query = `?calendar_id=${encodeURIComponent(calendar_id)}`;
  const { status } = await touching(world, event.id, () =>
    deed === "delete"
      ? assertVisible(
        stride,
        () => call(world, member, `DELETE ${from}/${event.id}${query}`),
        (ids) => !ids.has(event.id),
      )
      : assertVisible(
        stride,
        () =>
          call(world, member, `PATCH ${from}/${event.id}`, {
            summary: someSummary(stride),
            calendar_id,
          }),
        (ids, answer) =>
          Date.parse(answer.body.end_datetime ?? answer.body.end_date) <
            world.now() - 29 * 86_400_000 ||
          versionOf(ids.get(event.id) ?? "0") >= versionOf(answer.body.etag),
      ));
  return `own ${deed}: ${status}`;
};
