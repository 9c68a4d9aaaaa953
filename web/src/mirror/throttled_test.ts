import { assertEquals } from "@std/assert";
import { throttled } from "./throttled.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("the first is done at once, and any number of others once, at the end of the time", async () => {
  let done = 0;
  const act = throttled(() => done++, 60);
  act.run();
  assertEquals(done, 1);
  for (let i = 0; i < 100; i++) act.run();
  assertEquals(done, 1);
  await wait(90);
  assertEquals(done, 2);
  await wait(90);
  assertEquals(done, 2);
  act.run();
  assertEquals(done, 3);
  act.run();
  act.stop();
  await wait(90);
  assertEquals(done, 3, "nothing comes after the end");
});
