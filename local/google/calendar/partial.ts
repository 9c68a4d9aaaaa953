/**
 * Partial responses: `fields=items(id,start/dateTime),nextPageToken`. Unknown names are refused, because a
 * misspelled field would otherwise be silently absent.
 * Source: Calendar API, guides/performance#partial-response.
 *
 * @module
 */
import { ApiError } from "./apiError.ts";
import type { Names } from "./fieldNames.ts";

/** The selected part of a value: all of it, or these fields. */
type Selection = true | Map<string, Selection>;

const bad = (text: string) =>
  new ApiError(400, "invalidParameter", `Invalid field selection ${text}`, {
    location: "fields",
    locationType: "parameter",
  });

function joined(one: Selection | undefined, other: Selection): Selection {
  if (one === undefined) return other;
  if (one === true || other === true) return true;
  const all = new Map(one);
  for (const [name, selection] of other) all.set(name, joined(all.get(name), selection));
  return all;
}

/** Parses `a,b/c,d(e,f)` against the known names. Throws 400 `invalidParameter`. */
export function readFields(text: string, names: Names): Selection {
  const tokens = text.match(/[(),/]|[^(),/]+/g) ?? [];
  let at = 0;

  function list(known: Names | "leaf" | "any"): Selection {
    let all: Selection = new Map();
    do all = joined(all, path(known)); while (tokens[at] === "," && ++at);
    return all;
  }

  function below(known: Names | "leaf" | "any"): Selection {
    if (tokens[at] === "/") return at++, path(known);
    if (tokens[at] !== "(") return true;
    at++;
    const inner = list(known);
    if (tokens[at++] !== ")") throw bad(text);
    return inner;
  }

  function path(known: Names | "leaf" | "any"): Selection {
    const name = tokens[at++] ?? "";
    if (!/^[A-Za-z0-9_.-]+$|^\*$/.test(name) || known === "leaf") throw bad(name || text);
    if (name === "*") {
      const inner = below("any");
      return inner === true ? true : new Map([["*", inner]]);
    }
    if (known === "any") return new Map([[name, below("any")]]);
    const inside = Object.hasOwn(known, name) ? known[name] : undefined;
    if (inside === undefined) throw bad(name);
    return new Map([[name, below(inside)]]);
  }

  const selection = list(names);
  if (at < tokens.length || tokens.length === 0) throw bad(text);
  return selection;
}

/** Returns the selected part of a value, or of each element of a list. */
export function selected(value: unknown, selection: Selection): unknown {
  if (selection === true || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => selected(element, selection));
  const every = selection.get("*");
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const own = selection.get(name) ?? every;
      return own === undefined ? [] : [[name, selected(inner, own)]];
    }),
  );
}
