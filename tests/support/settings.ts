/**
 * Settings for the functions' modules that one test file loads. Test files run in workers of one
 * process and share its environment, so the settings are laid over `Deno.env` in this worker alone.
 *
 * @module
 */

/** Gives this worker these variables beside the process's own. Returns what takes them back. */
export function useSettings(values: Record<string, string>): () => void {
  const { get, has, toObject } = Deno.env;
  Deno.env.get = (name) => values[name] ?? get.call(Deno.env, name);
  Deno.env.has = (name) => name in values || has.call(Deno.env, name);
  Deno.env.toObject = () => ({ ...toObject.call(Deno.env), ...values });
  return () => void Object.assign(Deno.env, { get, has, toObject });
}
