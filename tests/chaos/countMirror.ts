/**
 * Counts what a world's mirror and Google did.
 *
 * @module
 */
import type { Report } from "./report.ts";
import type { World } from "./world.ts";

export async function countMirror({ google, ground, sql }: World, report: Report): Promise<void> {
  const { attempts } = google.pushes;
  report.count("pushes sent", attempts.filter(({ dropped }) => !dropped).length);
  report.count("pushes dropped", attempts.filter(({ dropped }) => dropped).length);
  report.count("pushes repeated", attempts.filter(({ attempt }) => attempt > 1).length);
  report.count("channels", google.channels().length);
  const [counts] = await sql<{ rebuilds: number }>(
    "select sum(rebuild)::integer as rebuilds from google_calendar.mirror_syncs",
  );
  report.count("rebuilds of the last mirrors", counts!.rebuilds);
  const { calls } = ground.gateway;
  for (
    const [name, sqlFunction] of [
      ["deltas", "apply_delta"],
      ["pages of rebuilds", "apply_page"],
      ["rebuilds begun", "start_rebuild"],
      ["rebuilds ended", "finish_rebuild"],
      ["window moves", "extend_window"],
      ["times that series were asked for", "put_series"],
      ["own writes noted", "note_write"],
      ["syncs ended", "end_sync"],
    ] as const
  ) report.count(name, calls.get(`google_calendar_${sqlFunction}`) ?? 0);
  calls.clear();
}
