/**
 * Settings for the functions' modules that one test file loads. Test files run in workers of one
 * process and share its environment, so the settings are laid over `Deno.env` in this worker alone.
 *
 * @module
 */

type Settings = Record<string, string | undefined>;

/** The latest setting of a name counts. */
const layers: Settings[] = [];

function defined(values: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
}

const { get, toObject } = Deno.env;
const laid = (): Settings => Object.assign({}, ...layers);
Deno.env.get = (name) => name in laid() ? laid()[name] : get.call(Deno.env, name);
Deno.env.has = (name) => Deno.env.get(name) !== undefined;
Deno.env.toObject = () => defined({ ...toObject.call(Deno.env), ...laid() });

/** Gives this worker these variables; undefined unsets one. Returns what takes them back. */
export function useSettings(values: Settings): () => void {
  layers.push(values);
  return () => void layers.splice(layers.indexOf(values), 1);
}

/** What this worker's tests have set, without the variables of the process. */
export function settingsInUse(): Record<string, string> {
  return defined(laid());
}
