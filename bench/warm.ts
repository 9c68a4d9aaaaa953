/**
 * Warm: what a request costs beyond the two calls that it must make.
 *
 * @module
 */
import { startServer } from "./processes.ts";
import { load, quantile, ROUTES } from "./requests.ts";
import { startWorld } from "./settings.ts";
import { atMost, type Figure, peer } from "./table.ts";

const DELAY_MS = 100;
const AT_ONCE = 50;
const TOTAL = 1500;

export async function measureWarm(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, refreshMs: 0 });
  const results = new Map<string, { median: number; high: number; cpu: number }>();
  const figures: Figure[] = [];
  for (const name of ["bareHandler", "create", "googleapisCommon"] as const) {
    await using server = await startServer("serve.ts", [ROUTES[name].module], world.env);
    await load(server.url, ROUTES[name], world.authorization, 300, AT_ONCE);
    await world.counts();
    const cpu = await server.cpuMs();
    const { each } = await load(server.url, ROUTES[name], world.authorization, TOTAL, AT_ONCE);
    results.set(name, {
      median: quantile(each, 0.5) - 2 * DELAY_MS,
      high: quantile(each, 0.99) - 2 * DELAY_MS,
      cpu: (await server.cpuMs() - cpu) / TOTAL,
    });
    if (name === "create") {
      const calls = Object.values(await world.counts()).reduce((sum, count) => sum + count, 0);
      figures.push(atMost("calls out of one create", calls / TOTAL, 2));
    }
  }
  {
    await using server = await startServer("serve.ts", [ROUTES.resource.module], world.env);
    await world.counts();
    await load(server.url, ROUTES.resource, world.authorization, 100, AT_ONCE);
    const calls = Object.values(await world.counts()).reduce((sum, count) => sum + count, 0);
    figures.push(atMost("calls out of one get-resource", calls / 100, 1));
  }
  const [bare, create, common] = ["bareHandler", "create", "googleapisCommon"]
    .map((name) => results.get(name)!);
  return [
    ...figures,
    peer("bare handler: median over the two delays", bare.median, "ms"),
    peer("bare handler: 99th percentile over the two delays", bare.high, "ms"),
    atMost("create: median over the two delays", create.median, 3, "ms"),
    atMost("create: 99th percentile over the two delays", create.high, 8, "ms"),
    peer("bare handler: CPU of a request", bare.cpu, "ms"),
    peer("googleapis-common's own client: CPU, times the bare handler's", common.cpu / bare.cpu),
    atMost("create: CPU of a request, times the bare handler's", create.cpu / bare.cpu, 1.6),
  ];
}
