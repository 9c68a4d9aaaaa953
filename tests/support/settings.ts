/**
 * Settings for the functions' modules that one test file loads. Test files run in workers of one
 * process and share its environment, so the settings are laid over `Deno.env` in this worker alone.
 *
 * @module
 */

/** Gives this worker these variables; undefined unsets one. Returns what takes them back. */
export function useSettings(values: Record<string, string | undefined>): () => void {
  const { get, has, toObject } = Deno.env;
  Deno.env.get = (name) => name in values ? values[name] : get.call(Deno.env, name);
  Deno.env.has = (name) => Deno.env.get(name) !== undefined;
  Deno.env.toObject = () => {
    const all = Object.entries({ ...toObject.call(Deno.env), ...values });
    return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
  };
  return () => void Object.assign(Deno.env, { get, has, toObject });
}
