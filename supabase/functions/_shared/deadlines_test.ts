import { assert, assertEquals, assertRejects } from "@std/assert";
import { Deadline, isTimeout } from "./deadlines.ts";

const never = () => new Promise<never>(() => {});

Deno.test("a call that ignores its signal is left soon after the deadline", async () => {
  const started = performance.now();
  const error = await assertRejects(() => Deadline.in(50).run(never));
  assert(isTimeout(error));
  assert(performance.now() - started < 1000);
});

Deno.test("a call that heeds its signal fails in its own words", async () => {
  await assertRejects(
    () =>
      Deadline.in(20).run((signal) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(new Error("stopped")))
        )
      ),
    Error,
    "stopped",
  );
});

Deno.test("work that takes no signal is waited for until the deadline", async () => {
  assertEquals(await Deadline.in(1000).race(Promise.resolve(5)), 5);
  await assertRejects(() => Deadline.in(1000).race(Promise.reject(new Error("own"))), Error, "own");
  assert(isTimeout(await assertRejects(() => Deadline.in(20).race(never()))));
  // One that has passed already.
  assert(isTimeout(await assertRejects(() => Deadline.in(0).race(never()))));
});
