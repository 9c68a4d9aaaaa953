/**
 * Requests to an operation, made from what `openapi.json` says of it.
 *
 * @module
 */
import fc from "fast-check";
import { arbitraryOf, broken, seldom } from "./arbitrary.ts";
import { operations, resolve } from "./contract.ts";

/** What an earlier answer told: an id and an etag that are real. */
export interface Seen {
  id: string;
  etag: string;
}

export interface GeneratedRequest {
  key: string;
  /** Parameters by `in` and name. */
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  body: unknown;
  /** Whether the body is what the document allows, as far as it was not broken on purpose. */
  whole: boolean;
  /** Who calls: a user's session, the project's server for the connected user, or nobody. */
  caller: "connected" | "unconnected" | "server" | "nobody";
  /** Which of the events that were seen to ask for; none: the id that was generated. */
  known: number | undefined;
}

function parameters(key: string, place: string): fc.Arbitrary<Record<string, unknown>> {
  const all = operations.get(key)!.parameters.filter((one) => one.in === place);
  return fc.record(
    Object.fromEntries(all.map(({ name, schema, required }) => {
      const value = arbitraryOf(schema, resolve);
      return [name, required ? value : seldom(value)];
    })),
  );
}

/** Any request to this operation. */
export function requestsTo(key: string): fc.Arbitrary<GeneratedRequest> {
  const schema = operations.get(key)!.requestBody?.content["application/json"].schema;
  const valid = schema ? arbitraryOf(schema, resolve) : fc.constant(undefined);
  const body = fc.oneof(
    { weight: 3, arbitrary: valid.map((value) => ({ value, whole: true })) },
    {
      weight: schema ? 1 : 0,
      arbitrary: broken(valid).map((value) => ({ value, whole: false })),
    },
  );
  return fc.record({
    key: fc.constant(key),
    path: parameters(key, "path"),
    query: parameters(key, "query"),
    header: parameters(key, "header"),
    body,
    caller: fc.oneof(
      { weight: 20, arbitrary: fc.constant("connected" as const) },
      { weight: 2, arbitrary: fc.constantFrom("unconnected" as const, "nobody" as const) },
      { weight: 2, arbitrary: fc.constant("server" as const) },
    ),
    known: fc.option(fc.nat(), { nil: undefined, freq: 5 }),
  }).map(({ body: { value, whole }, ...rest }) => ({ ...rest, body: value, whole }));
}

/** The route to call, with its path and query, and its headers. */
export function addressOf(
  { key, path, query, header, known }: GeneratedRequest,
  seen: Seen[],
): { route: string; headers: Record<string, string> } {
  const event = known === undefined ? undefined : seen[known % Math.max(1, seen.length)];
  const values: Record<string, unknown> = {
    ...path,
    ...event && path.event_id !== undefined ? { event_id: event.id } : {},
  };
  const filled = key.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((one) => [name, String(one)])
    ),
  );
  if (event && query.if_match !== undefined) search.set("if_match", event.etag);
  const headers = Object.entries(header).flatMap(([name, value]) => {
    // Only these may stand in a header at all (RFC 9110, section 5.5).
    if (value === undefined || !/^[\x20-\x7e]+$/.test(String(value))) return [];
    return [[name, name === "If-Match" && event ? event.etag : String(value)]];
  });
  return {
    route: `${filled}${search.size > 0 ? `?${search}` : ""}`,
    headers: Object.fromEntries(headers),
  };
}
