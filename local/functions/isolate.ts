/**
 * Removes every environment variable but the function's settings, as on the platform. It is loaded
 * before the function, because Deno itself needs the other variables to find its cache.
 *
 * @module
 */
const kept = new Set(Deno.env.get("FUNCTION_SETTINGS")?.split(","));
for (const name of Object.keys(Deno.env.toObject())) {
  if (!kept.has(name)) Deno.env.delete(name);
}
