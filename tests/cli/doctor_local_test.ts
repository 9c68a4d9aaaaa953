/** `deno task doctor --local` about what `deno task start` runs. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { migratedData, startStackProcess } from "../support/startedStack.ts";

async function doctor(data: string, env: Record<string, string>) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "doctor", "--local", "--data", data],
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("the doctor finds no problem in a local stack, and says if no stack runs", async () => {
  const folder = await migratedData();
  const none = await doctor(folder, {});
  assertEquals(none.code, 1);
  assertStringIncludes(none.err, "There is no local stack in");
  {
    await using stack = await startStackProcess({ data: folder });
    const env = {
      API_URL: stack.apiUrl,
      APP_URL: stack.appUrl,
      GOOGLE_EMULATOR_URL: stack.googleUrl,
    };
    const { code, out } = await doctor(folder, env);
    assertEquals(code, 0, out);
    assertStringIncludes(out, "ok       Google client: Google knows the id and the secret");
    assertStringIncludes(out, "ok       tables as a signed-in user: no token is read");
    assertStringIncludes(out, "Nothing is wrong, 1 not looked at.");

    // With another port than the stack's, each line that needs it says so.
    const elsewhere = await doctor(folder, { ...env, API_URL: "http://127.0.0.1:1" });
    assertEquals(elsewhere.code, 1);
    assertStringIncludes(
      elsewhere.out,
      "problem  migrations: cannot be reached -> check that http://127.0.0.1:1 is the project's",
    );
  }
  await Deno.remove(folder, { recursive: true });
});
