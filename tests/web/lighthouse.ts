/**
 * Lighthouse, in a Chromium that is running already, with whoever is signed in there.
 *
 * @module
 */
import lighthouse from "lighthouse";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

export type Category = "performance" | "accessibility" | "best-practices" | "seo";

/**
 * The browser's own profile, which is the one that Lighthouse opens its page in. To be let go before
 * that: whoever holds it is told of all that every page does, and that takes time.
 */
export async function ownProfile(port: number): Promise<
  AsyncDisposable & {
    context: BrowserContext;
    /** As a browser that has this profile alone. */
    browser: Pick<Browser, "newContext">;
  }
> {
  const browser = await playwright.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0]!;
  return {
    context,
    browser: { newContext: () => Promise.resolve(context) },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** The scores, 0 to 100, as a phone sees the page; and what they were taken down by. */
export async function audit(url: string, port: number, categories: Category[]) {
  const result = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: categories,
    // Who is signed in stays so.
    disableStorageReset: true,
    disableFullPageScreenshot: true,
  });
  const { categories: scored, audits } = result!.lhr;
  const scores: Record<string, number> = {};
  const lost: string[] = [];
  for (const category of categories) {
    const { score: all, auditRefs } = scored[category]!;
    scores[category] = Math.round(all! * 100);
    for (const { id, weight } of auditRefs) {
      const { score } = audits[id]!;
      if (weight > 0 && score !== null && score < 1) lost.push(`${id} ${score}`);
    }
  }
  return {
    scores: scores as Record<Category, number>,
    lost,
    share: ownShare(result!.artifacts.Trace.traceEvents),
  };
}

/** A task of the browser's, as a trace has it: microseconds as the clock goes, and of the processor. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

/**
 * How much of the time of the page's tasks the processor worked at them, 0 to 1. The rest of it belonged to other
 * programs, and Lighthouse counts it as the page's.
 */
function ownShare(events: TraceEvent[]): number {
  const start = events.findLast(({ name }) => name === "navigationStart")!;
  const tasks = events.filter(({ name, pid, tid, ts }) =>
    name === "RunTask" && pid === start.pid && tid === start.tid && ts >= start.ts
  );
  const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
  return sum(tasks.map(({ tdur = 0 }) => tdur)) / sum(tasks.map(({ dur = 0 }) => dur));
}
