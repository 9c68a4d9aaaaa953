/**
 * Keeps what the functions log, instead of printing it: tests read the lines, and look for secrets in
 * them.
 *
 * @module
 */

/** Every line logged since `captureLogs`. */
export const logLines: string[] = [];

/** From now on, log lines are kept in `logLines`. A failing test can still print what it needs. */
export function captureLogs(): void {
  console.log = (line: unknown) => void logLines.push(String(line));
  console.error = (line: unknown) => void logLines.push(String(line));
}

/** The last request's line. */
export function lastLog(): Record<string, unknown> {
  return JSON.parse(logLines.at(-1) ?? "{}");
}
