/**
 * What a process has used so far, as Linux counts it.
 *
 * @module
 */

/** Clock ticks a second of `/proc/<pid>/stat`: the same on every Linux that Deno runs on. */
const TICKS = 100;

/** Processor time of all threads, in seconds. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/**
 * The most memory of its own that it ever held, in MiB: without the pages of Deno's own program, which
 * the platform's workers share and do not count.
 */
export async function peakMiB(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  return (kilobytes("VmHWM") - kilobytes("RssFile")) / 1024;
}
