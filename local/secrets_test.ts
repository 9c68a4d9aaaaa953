import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { keptSecrets } from "./secrets.ts";

Deno.test("secrets are random for each folder, stay the same in one, and only the owner reads them", async () => {
  const folder = await Deno.makeTempDir();
  const first = await keptSecrets(`${folder}/a.json`);
  const other = await keptSecrets(`${folder}/b.json`);
  assertEquals(await keptSecrets(`${folder}/a.json`), first);
  assertNotEquals(other.keys, first.keys);
  assertNotEquals(other.tokenEncryptionKeys, first.tokenEncryptionKeys);
  assertMatch(first.tokenEncryptionKeys, /^local:[A-Za-z0-9+/]{43}=$/);
  assertEquals((await Deno.stat(`${folder}/a.json`)).mode! & 0o777, 0o600);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["a.json", "b.json"]);
  await Deno.remove(folder, { recursive: true });
});
