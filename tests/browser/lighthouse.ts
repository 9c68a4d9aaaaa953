/**
 * Lighthouse, in a Chromium that is running already.
 *
 * @module
 */

/** A port that nobody listens on. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

/** The scores, 0 to 100, as a phone sees the page. `port` is the browser's debugging port. */
export async function audit(
  url: string,
  port: number,
): Promise<Record<typeof CATEGORIES[number], number>> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "npm:lighthouse@13.5.0",
      url,
      `--port=${port}`,
      "--output=json",
      "--quiet",
      `--only-categories=${CATEGORIES.join(",")}`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(decode(stderr));
  const { categories } = JSON.parse(decode(stdout));
  return Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round(categories[name].score * 100)]),
  ) as Record<typeof CATEGORIES[number], number>;
}
