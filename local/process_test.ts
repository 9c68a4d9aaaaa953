import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import nodeProcess from "node:process";
import { startProcess, startServer } from "./process.ts";

const SERVER = 'Deno.serve({ hostname: "127.0.0.1", port: 0 }, () => new Response("here"))';

function isAlive(pid: number): boolean {
  try {
    return nodeProcess.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves to whether the process ends within 5 s. */
async function ends(pid: number): Promise<boolean> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline;) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

Deno.test("a server is found at the address that it writes, and stopped", async () => {
  const server = startServer({ args: ["eval", SERVER] });
  const url = await server.address;
  assertEquals(await (await fetch(url)).text(), "here");
  assert(isAlive(server.pid));
  await server.stop();
  assert(!isAlive(server.pid));
});

Deno.test("a server that ends before it listens rejects with its exit code and its output", async () => {
  const server = startServer({ args: ["eval", 'console.log("no port"); Deno.exit(3)'] });
  const error = await assertRejects(() => server.address, Error);
  assertMatch(error.message, /code 3[^]*no port/);
  assertEquals(await server.ended, 3);
});

Deno.test("a command that does not exist ends with 127", async () => {
  assertEquals(await startProcess({ command: "no-such-command", args: [] }).ended, 127);
});

Deno.test("a child gets its environment, and every line of its output is passed on", async () => {
  const written: string[] = [];
  const child = startProcess({
    args: ["eval", 'console.log(Deno.env.get("A")); console.error("b"); Deno.exit(4)'],
    env: { A: "a" },
    onLine: (line) => written.push(line),
  });
  assertEquals(await child.ended, 4);
  assertEquals(written.sort(), ["a", "b"]);
});

Deno.test("a child in a group of its own is stopped with the processes that it started", async () => {
  const pid = Promise.withResolvers<number>();
  const child = startProcess({
    command: "sh",
    args: ["-c", "sleep 60 & echo $!; wait"],
    ownGroup: true,
    onLine: (line) => pid.resolve(Number(line)),
  });
  const grandchild = await pid.promise;
  await child.stop();
  assert(await ends(grandchild));
});

const CHILDREN: [what: string, program: string][] = [
  ["waits", "setInterval(() => {}, 1000)"],
  ["never yields", "for (;;);"],
];

for (const [what, program] of CHILDREN) {
  Deno.test(`a child that ${what} ends when its parent is killed outright`, async () => {
    const child = `console.log(Deno.pid); ${program}`;
    const parent = `
      import { startProcess } from "${new URL("process.ts", import.meta.url)}";
      startProcess({ args: ["eval", ${JSON.stringify(child)}], onLine: console.log });
    `;
    const pid = Promise.withResolvers<number>();
    await using killed = startProcess({
      args: ["eval", parent],
      onLine: (line) => pid.resolve(Number(line)),
    });
    const childPid = await pid.promise;
    assert(isAlive(childPid));
    await killed.stop("SIGKILL");
    assert(await ends(childPid), "the child must end");
  });
}

Deno.test("a child has an empty standard input", async () => {
  const written: string[] = [];
  const child = startProcess({
    command: "sh",
    args: ["-c", 'read -r line || echo "nothing to read"'],
    onLine: (line) => written.push(line),
  });
  await child.ended;
  assertEquals(written, ["nothing to read"]);
});
