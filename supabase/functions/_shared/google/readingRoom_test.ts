import { assertEquals, assertRejects } from "@std/assert";
import { ReadingRoom } from "./readingRoom.ts";

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Notes the order in which readers get room. */
function readers(room: ReadingRoom) {
  const entered: string[] = [];
  const leave: Record<string, () => void> = {};
  const enter = (name: string, bytes: number, signal = never) =>
    room.enter(bytes, signal).then((done) => {
      entered.push(name);
      leave[name] = done;
    });
  return { entered, leave, enter };
}

Deno.test("readers wait for room, and get it in the order in which they asked", async () => {
  const { entered, leave, enter } = readers(new ReadingRoom(10));
  enter("a", 6);
  enter("b", 6);
  // There is room for it, but b was first.
  enter("c", 2);
  await settled();
  assertEquals(entered, ["a"]);
  leave.a!();
  await settled();
  assertEquals(entered, ["a", "b", "c"]);
});

Deno.test("a reader whose time is up leaves the queue, and the next one moves up", async () => {
  const { entered, leave, enter } = readers(new ReadingRoom(10));
  enter("a", 6);
  const controller = new AbortController();
  const refused = assertRejects(() => enter("b", 10, controller.signal), Error, "too late");
  enter("c", 4);
  controller.abort(new Error("too late"));
  await refused;
  await settled();
  assertEquals(entered, ["a", "c"]);
  leave.a!();
  leave.c!();
  await enter("all", 10);
  assertEquals(entered, ["a", "c", "all"]);
  await assertRejects(() => enter("d", 1, controller.signal), Error, "too late");
});

Deno.test("a reader that wants more than there is has the room alone", async () => {
  const { entered, leave, enter } = readers(new ReadingRoom(10));
  enter("small", 1);
  enter("huge", 11);
  await settled();
  assertEquals(entered, ["small"]);
  leave.small!();
  await settled();
  enter("next", 1);
  await settled();
  assertEquals(entered, ["small", "huge"]);
  leave.huge!();
  await settled();
  assertEquals(entered, ["small", "huge", "next"]);
});
