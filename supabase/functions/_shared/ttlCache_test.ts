import { assertEquals } from "@std/assert";
import { TtlCache } from "./ttlCache.ts";

Deno.test("what was remembered is there until its time is over, and not a moment longer", () => {
  const memory = new TtlCache<string>({ maxEntries: 2, maxAgeMs: 1000 });
  memory.set("a", "value", 0);
  assertEquals(memory.get("a", 999), "value");
  assertEquals(memory.get("a", 1000), undefined);
  assertEquals(memory.get("b", 0), undefined);
});

Deno.test("the oldest is forgotten where there is too much, and what is remembered again is new", () => {
  const memory = new TtlCache<number>({ maxEntries: 2, maxAgeMs: 1000 });
  memory.set("a", 1, 0);
  memory.set("b", 2, 1);
  memory.set("a", 3, 2);
  memory.set("c", 4, 3);
  assertEquals(["a", "b", "c"].map((key) => memory.get(key, 4)), [3, undefined, 4]);
  assertEquals(memory.get("a", 1001), 3);
});
