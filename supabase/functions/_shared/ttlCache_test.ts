import { assertEquals } from "@std/assert";
import { TtlCache } from "./ttlCache.ts";

Deno.test("a value is returned until it expires, and not afterwards", () => {
  const cache = new TtlCache<string>({ maxEntries: 2, maxAgeMs: 1000 });
  cache.set("a", "value", 0);
  assertEquals(cache.get("a", 999), "value");
  assertEquals(cache.get("a", 1000), undefined);
  assertEquals(cache.get("b", 0), undefined);
});

Deno.test("the oldest value is removed if there are too many, and a value that is set again is new", () => {
  const cache = new TtlCache<number>({ maxEntries: 2, maxAgeMs: 1000 });
  cache.set("a", 1, 0);
  cache.set("b", 2, 1);
  cache.set("a", 3, 2);
  cache.set("c", 4, 3);
  assertEquals(["a", "b", "c"].map((key) => cache.get(key, 4)), [3, undefined, 4]);
  assertEquals(cache.get("a", 1001), 3);
});
