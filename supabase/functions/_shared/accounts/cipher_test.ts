import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { EncryptJWT } from "jose";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { type Binding, open, rotate, seal } from "./cipher.ts";
import { ApiError } from "../errors.ts";
import type { EncryptionKey } from "../env.ts";

function key(id: string): EncryptionKey {
  return { id, bytes: crypto.getRandomValues(new Uint8Array(32)) };
}

const binding: Binding = {
  userId: crypto.randomUUID(),
  googleAccountId: "100000000000000000001",
  column: "users.google_refresh_token",
};

async function assertUnreadable(sealed: string, at: Binding, keys: EncryptionKey[]) {
  const error = await assertRejects(() => open(sealed, at, keys), ApiError);
  assertEquals(error.code, "tokens_unreadable");
}

Deno.test("open refuses a value of another user, another Google account, another column, or another key", async () => {
  const keys = [key("a")];
  const sealed = await seal("value", binding, keys);
  await assertUnreadable(sealed, { ...binding, userId: crypto.randomUUID() }, keys);
  await assertUnreadable(sealed, { ...binding, googleAccountId: "100000000000000000002" }, keys);
  await assertUnreadable(sealed, { ...binding, googleAccountId: undefined }, keys);
  await assertUnreadable(sealed, { ...binding, column: "users.google_access_token" }, keys);
  await assertUnreadable(sealed, binding, [key("b")]);
  // The right name, but another key.
  await assertUnreadable(sealed, binding, [key("a")]);
  await assertUnreadable("", binding, keys);
  await assertUnreadable("value", binding, keys);
});

Deno.test("open refuses what another program sealed with the key, where it is no text", async () => {
  const { id, bytes } = key("a");
  for (const value of [undefined, null, 1, {}]) {
    const sealed = await new EncryptJWT({ value })
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: id })
      .setSubject(`${binding.userId} ${binding.googleAccountId}`)
      .setAudience(binding.column)
      .encrypt(bytes);
    await assertUnreadable(sealed, binding, [{ id, bytes }]);
  }
});

Deno.test("open refuses a value that was changed in any place", async () => {
  const keys = [key("a")];
  const sealed = await seal("value", binding, keys);
  for (let i = 0; i < sealed.length; i += 7) {
    if (sealed[i] === ".") continue;
    const changed = sealed.slice(0, i) + (sealed[i] === "A" ? "B" : "A") + sealed.slice(i + 1);
    // The last character of a part may hold bits that mean nothing.
    const opened = await open(changed, binding, keys).catch(() => undefined);
    if (opened !== undefined) assertEquals([".", undefined].includes(sealed[i + 1]), true);
  }
});

Deno.test("seal uses the first key, and open every key", async () => {
  const [old, fresh] = [key("old"), key("new")];
  const sealed = await seal("value", binding, [old]);
  assertEquals(await open(sealed, binding, [fresh, old]), "value");
  await assertUnreadable(await seal("value", binding, [fresh, old]), binding, [old]);
});

Deno.test("rotate seals again what another key than the first sealed, and nothing else", async () => {
  const [old, fresh] = [key("old"), key("new")];
  const sealed = await seal("value", binding, [old]);
  const rotated = await rotate(sealed, binding, [fresh, old]);
  assertEquals(await open(rotated!, binding, [fresh]), "value");
  assertEquals(await rotate(rotated!, binding, [fresh, old]), undefined);
});

Deno.test("the same value is never sealed to the same text twice", async () => {
  const keys = [key("a")];
  assertNotEquals(await seal("value", binding, keys), await seal("value", binding, keys));
});

Deno.test("whatever is sealed opens to what it was, and does not hold it in plain sight", async () => {
  const keys = [key("a")];
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 2048 }), async (value) => {
      if (!value.isWellFormed()) return;
      const sealed = await seal(value, binding, keys);
      assertEquals(await open(sealed, binding, keys), value);
      assertEquals(value.length > 8 && sealed.includes(value), false);
    }),
    { numRuns: PROPERTY_RUNS },
  );
});
