/**
 * Runs a command in a terminal of its own, by `script` of util-linux, and answers its questions.
 *
 * @module
 */
export interface Terminal extends AsyncDisposable {
  /** Everything on the screen so far, without colours and cursor movements. */
  readonly screen: string;
  /** Waits until the words are on the screen after what was awaited before. Throws after 20 s. */
  sees(words: string): Promise<void>;
  type(keys: string): Promise<void>;
  /** The exit code. */
  ended: Promise<number>;
}

export const ENTER = "\r";
export const CTRL_C = "\x03";

/** Longer than a start of Deno on a busy machine. */
const WAIT_MS = 20_000;

// deno-lint-ignore no-control-regex
const CONTROLS = /\x1b\[[0-9;?]*[A-Za-z]|\r/g;

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

export function runInTerminal(
  command: string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Terminal {
  // Wide, so that no question is broken into lines.
  const line = `stty cols 400 rows 100; exec ${command.map(quote).join(" ")}`;
  const child = new Deno.Command("script", {
    args: ["--quiet", "--return", "--flush", "--command", line, "/dev/null"],
    env: { TERM: "xterm", ...env },
    cwd,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let screen = "";
  let seen = 0;
  let onText = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      screen += text;
      onText.resolve();
      onText = Promise.withResolvers();
    }
    onText.resolve();
  })();
  const plain = () => screen.replace(CONTROLS, "");
  const writer = child.stdin.getWriter();
  let isOver = false;
  const ended = (async () => {
    const { code } = await child.status;
    isOver = true;
    await reading;
    await writer.close().catch(() => {});
    return code;
  })();
  return {
    get screen() {
      return plain();
    },
    async sees(words) {
      for (const deadline = Date.now() + WAIT_MS;;) {
        const place = plain().indexOf(words, seen);
        if (place >= 0) {
          seen = place + words.length;
          return;
        }
        if (isOver || Date.now() > deadline) throw new Error(`No "${words}" in:\n${plain()}`);
        const over = Promise.withResolvers<void>();
        const timer = setTimeout(over.resolve, deadline - Date.now());
        await Promise.race([onText.promise, ended, over.promise]);
        clearTimeout(timer);
      }
    },
    type: (keys) => writer.write(new TextEncoder().encode(keys)),
    ended,
    async [Symbol.asyncDispose]() {
      if (!isOver) child.kill("SIGKILL");
      await ended;
    },
  };
}
