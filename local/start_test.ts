import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import nodeProcess from "node:process";
import { copyEmbedded } from "../tests/support/embeddedCopy.ts";
import { StackFailed, startStackProcess } from "../tests/support/startedStack.ts";

const FUNCTION = `export default { fetch(request) {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/loop")) for (;;);
  return Response.json({ pid: Deno.pid, path: pathname });
} };`;

async function withFolder(job: (data: string, functions: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/functions/hello`, { recursive: true });
  await Deno.writeTextFile(`${folder}/functions/hello/index.ts`, FUNCTION);
  try {
    await job(`${folder}/data`, `${folder}/functions`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return nodeProcess.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isListening(url: string): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(url).port) })).close();
    return true;
  } catch {
    return false;
  }
}

/** Whether it becomes true within 10 s. */
async function soon(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const json = async (url: string, init?: RequestInit) => await (await fetch(url, init)).json();

async function publishableKey(data: string): Promise<string> {
  return JSON.parse(await Deno.readTextFile(`${data}/secrets.json`)).keys.publishableKey;
}

async function signUp(apiUrl: string, data: string) {
  const session = await json(`${apiUrl}/auth/v1/signup`, {
    method: "POST",
    headers: { apikey: await publishableKey(data), "content-type": "application/json" },
    body: JSON.stringify({ email: "new@example.com", password: crypto.randomUUID() }),
  });
  return session.access_token as string;
}

async function userOf(apiUrl: string, data: string, token: string) {
  const response = await fetch(`${apiUrl}/auth/v1/user`, {
    headers: { apikey: await publishableKey(data), authorization: `Bearer ${token}` },
  });
  const { email } = await response.json();
  return { status: response.status, email };
}

/** What is refused before anything is started. */
async function refused(data: string, args: string[] = []): Promise<string> {
  const { code, output } = await assertRejects(
    () => startStackProcess({ data, args }),
    StackFailed,
  );
  assertEquals(code, 1);
  return output.join("\n");
}

const PORTS: [option: string, use: string][] = [
  ["--api-port", "data API"],
  ["--google-port", "Google"],
  ["--web-port", "web app"],
];

Deno.test("deno task start", async (t) => {
  await withFolder(async (data, functions) => {
    const start = (...args: string[]) =>
      startStackProcess({ data, args: ["--functions", functions, ...args] });
    let token = "";
    // A start from nothing is the one with --reset, below.
    await copyEmbedded(`${data}/database`);

    await t.step(
      "serves web app, data API, Auth, functions and Google, and Ctrl-C ends them all",
      async () => {
        await using stack = await start();
        assert(stack.output.includes("Starting."));
        const { pid, path } = await json(`${stack.apiUrl}/functions/v1/hello/world`);
        assertEquals(path, "/hello/world");
        assertStringIncludes(await (await fetch(stack.appUrl)).text(), "<!doctype html>");
        const keys = await json(`${stack.googleUrl}/oauth2/v3/certs`);
        assertEquals(keys.keys.length, 1);
        assertEquals((await Deno.stat(`${data}/secrets.json`)).mode! & 0o777, 0o600);

        const asked = await fetch(`${stack.apiUrl}/auth/v1/authorize?provider=google`, {
          redirect: "manual",
        });
        await asked.body?.cancel();
        const atGoogle = new URL(asked.headers.get("location")!);
        assertEquals(atGoogle.origin, stack.googleUrl);
        const page = await fetch(atGoogle);
        assertEquals(page.status, 200, await page.text());
        token = await signUp(stack.apiUrl, data);

        assertEquals(await stack.end("SIGINT"), 0);
        assert(!isAlive(pid), "the function's process must have ended");
        for (const url of [stack.apiUrl, stack.appUrl, stack.googleUrl]) {
          assert(!await isListening(url), `${url} must be free again`);
        }
      },
    );

    await t.step("serves an app of one's own with --app-url, and starts no other", async () => {
      const own = "http://localhost:3999";
      await using stack = await start("--app-url", own);
      assertEquals(stack.appUrl, own);
      assertStringIncludes(stack.output.join("\n"), "its publishable key is sb_publishable_");
      const asked = await fetch(
        `${stack.apiUrl}/auth/v1/authorize?provider=google&redirect_to=${own}/profile`,
        { redirect: "manual" },
      );
      await asked.body?.cancel();
      assertEquals(asked.status, 302);
      assertEquals(await stack.end("SIGINT"), 0);
    });

    await t.step(
      "keeps users and sessions, refuses a folder in use, and leaves nothing running when it is killed outright",
      async () => {
        await using stack = await start();
        assertEquals(await userOf(stack.apiUrl, data, token), {
          status: 200,
          email: "new@example.com",
        });
        assertMatch(await refused(data), /in use by another deno task start.*--data/);
        const { pid } = await json(`${stack.apiUrl}/functions/v1/hello`);
        // A function that never yields cannot notice anything.
        const looping = fetch(`${stack.apiUrl}/functions/v1/hello/loop`).catch(() => {});
        await stack.kill("stack");
        await looping;
        assert(await soon(() => !isAlive(pid)), "the function's process must end");
        assert(await soon(async () => !await isListening(stack.appUrl)), "the web app must end");
      },
    );

    await t.step("leaves nothing running when only its deno task is killed", async () => {
      await using stack = await start();
      await stack.kill("task");
      for (const url of [stack.apiUrl, stack.appUrl, stack.googleUrl]) {
        assert(!await isListening(url), `${url} must be free again`);
      }
    });

    await t.step("keeps users and sessions after SIGKILL, too", async () => {
      await using stack = await start();
      assertEquals((await userOf(stack.apiUrl, data, token)).status, 200);
      assertEquals(await stack.end("SIGTERM"), 0);
    });

    await t.step("deletes them with --reset, and says that this start takes longer", async () => {
      await using stack = await start("--reset");
      assert(stack.output.some((line) => line.includes("first start takes longer")));
      assertEquals((await userOf(stack.apiUrl, data, token)).status, 403);
      await signUp(stack.apiUrl, data);
      assertEquals(await stack.end(), 0);
    });

    await t.step(
      "says which port is taken, what it is for, and which option chooses another",
      async () => {
        const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        for (const [option, use] of PORTS) {
          const { port } = listener.addr;
          const output = await refused(data, [option, String(port)]);
          assertMatch(output, new RegExp(`Port ${port}.*${use}.*${option}`));
        }
        listener.close();
      },
    );
  });
});

Deno.test("the stack has the mirror's settings from the environment, and Realtime's websocket", async () => {
  await withFolder(async (data) => {
    await copyEmbedded(`${data}/database`);
    await using stack = await startStackProcess({ data, env: { MIRROR: "off" } });
    const token = await signUp(stack.apiUrl, data);
    const { allowed } = await json(`${stack.apiUrl}/functions/v1/calendar-mirror/users/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assertEquals(allowed, false);
    const address = `${stack.apiUrl.replace("http", "ws")}/realtime/v1/websocket`;
    const socket = new WebSocket(`${address}?apikey=${await publishableKey(data)}&vsn=1.0.0`);
    const answer = new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(data));
    const topic = "realtime:calendars";
    socket.onopen = () =>
      socket.send(JSON.stringify({
        ...{ topic, event: "phx_join", ref: "1", join_ref: "1" },
        payload: { config: { postgres_changes: [] }, access_token: token },
      }));
    assertEquals(JSON.parse(await answer).payload.status, "ok");
    // An open page does not hold the stack up.
    assertEquals(await stack.end(), 0);
    socket.close();
  });
});
