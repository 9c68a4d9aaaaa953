/**
 * Loaded into a function's process before the function: leaves it its settings and nothing else of
 * the environment, as on the platform. Deno itself needed the rest, to find its cache.
 *
 * @module
 */
const kept = new Set(Deno.env.get("FUNCTION_SETTINGS")?.split(","));
for (const name of Object.keys(Deno.env.toObject())) {
  if (!kept.has(name)) Deno.env.delete(name);
}
