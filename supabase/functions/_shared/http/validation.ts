/**
 * Validates a value against a schema. Reports each problem in the caller's own field names and in this
 * project's words, in an answer of bounded size.
 *
 * @module
 */
import type * as z from "zod";
import { ApiError, type Problem } from "../errors.ts";

/** The most problems that are reported: a body has room for thousands of unknown keys. */
const MAX_PROBLEMS = 50;
/** The longest path, in characters. Its parts are the caller's own keys, which may be as long as the body. */
const MAX_PATH_LENGTH = 100;

type Issue = z.core.$ZodRawIssue;

const TYPES: Record<string, string> = {
  string: "must be a string",
  number: "must be a number",
  int: "must be a whole number",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be a JSON object",
  record: "must be a JSON object",
  null: "must be null",
};

/** The message for an issue, instead of zod's own, if the schema has none. */
function wordsFor(issue: Issue): string {
  const { code } = issue;
  switch (code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? "has the wrong type";
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_big":
    case "too_small": {
      const bound = `${code === "too_big" ? "at most" : "at least"} ${
        issue.maximum ?? issue.minimum
      }`;
      return `must be ${bound}${issue.origin === "string" ? " characters" : ""}`;
    }
    default:
      return "is not valid";
  }
}

/** The problems that zod's issues stand for. */
function problemsOf(issues: z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => unknownField([...issue.path, key].join(".")))
      : [{
        path: issue.path.join("."),
        message: isMissing(issue) ? "is required" : issue.message,
      }]
  );
}

/** The problem of a field that the request does not take. */
export function unknownField(path: string): Problem {
  return { path, message: "is not a field of this request" };
}

/** Whether the issue is a missing field, whatever type its schema names. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return (issue.code === "invalid_type" || issue.code === "invalid_value") &&
    issue.path.length > 0 && issue.input === undefined;
}

/** The failure that reports these problems: at most `MAX_PROBLEMS`, with paths of at most `MAX_PATH_LENGTH`. */
export function invalidRequest(problems: Problem[], { cause }: { cause?: Error } = {}): ApiError {
  const left = problems.length - MAX_PROBLEMS + 1;
  const shown = left > 1
    ? [...problems.slice(0, MAX_PROBLEMS - 1), { path: "", message: `${left} more problems` }]
    : problems;
  return new ApiError("invalid_request", {
    cause,
    details: shown.map(({ path, message }) => ({ path: shorten(path), message })),
  });
}

function shorten(path: string): string {
  if (path.length <= MAX_PATH_LENGTH) return path;
  // The cut may leave half of a surrogate pair.
  return `${path.slice(0, MAX_PATH_LENGTH - 1).toWellFormed()}…`;
}

/**
 * The value as the schema returns it. Throws `invalid_request` with one entry per problem, after those that
 * were found before.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
  before: Problem[] = [],
): z.output<T> {
  const result = schema.safeParse(value, { error: wordsFor, reportInput: true });
  if (result.success && before.length === 0) return result.data;
  throw invalidRequest([...before, ...problemsOf(result.error?.issues ?? [])]);
}

/**
 * The option of a refinement that reads several fields: the refinement runs only if each field is valid on
 * its own, so that a problem with one is never reported as a problem with another.
 */
export function ifValid(
  ...fields: string[]
): { when: (payload: z.core.ParsePayload) => boolean } {
  return {
    when: ({ issues, value }) =>
      typeof value === "object" && value !== null &&
      !issues.some(({ path }) => fields.includes(String(path?.[0]))),
  };
}
