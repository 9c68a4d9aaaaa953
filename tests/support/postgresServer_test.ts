/** The tests' PostgreSQL server starts wherever the checkout is. */
import { assertEquals } from "@std/assert";
import { cp } from "node:fs/promises";

const FILES = [
  "deno.json",
  "local/ports.ts",
  "tests/support/postgresServer.ts",
  "tests/support/postgresProcess.ts",
];

const SCRIPT = `
  const { startPostgresServer } = await import("./tests/support/postgresServer.ts");
  const server = await startPostgresServer();
  const socket = await Deno.connect({ port: Number(new URL(server.address("x")).port) });
  socket.close();
  await server.close();
  console.log("started and stopped");
`;

Deno.test("PostgreSQL starts from a checkout that no other user can enter, as in root's own home", async () => {
  const closed = await Deno.makeTempDir({ prefix: "closed-" });
  await Deno.chmod(closed, 0o700);
  for (const file of FILES) await cp(file, `${closed}/checkout/${file}`);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", SCRIPT],
    cwd: `${closed}/checkout`,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  await Deno.remove(closed, { recursive: true });
  assertEquals(text(stdout).trim(), "started and stopped", text(stderr));
});
