/**
 * Installs the packages of `deno task start`, and nothing that only tests need. Says so in one line, and
 * nothing if they are there. Runs before any package is, so it imports none.
 *
 * @module
 */
const CONFIG = "web/start.json";
const LOCK = "web/start.lock";
/** Holds the lock file that was installed. */
const MARK = "web/node_modules/.installed";

Deno.chdir(new URL("..", import.meta.url));
const lock = await Deno.readTextFile(LOCK);
if (await Deno.readTextFile(MARK).catch(() => "") !== lock) await install();

async function install(): Promise<void> {
  const began = performance.now();
  const isTerminal = Deno.stdout.isTerminal();
  const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(text));
  say("Installing packages");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["install", `--config=${CONFIG}`, "--frozen"],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let [log, downloads] = ["", 0];
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    log += text;
    const count = log.match(/^Download /gm)?.length ?? 0;
    if (isTerminal && count > downloads) say(`\rInstalling packages: ${count} downloaded`);
    downloads = count;
  }
  if (!(await child.status).success) {
    say("\n");
    const why = log.split("\n").find((line) => line.startsWith("error: ")) ?? log.trim();
    console.error(
      `The packages cannot be installed: ${why.replace("error: ", "")}. ` +
        "Check this machine's network, and that it reaches the npm registry, and run this again.",
    );
    Deno.exit(1);
  }
  await Deno.writeTextFile(MARK, lock);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  say(`${isTerminal ? "\r" : ": "}${downloads} packages downloaded in ${seconds} s\n`);
}
