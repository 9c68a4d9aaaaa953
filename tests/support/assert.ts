/**
 * The assertions of `@std/assert` that the tests use, on Node's own `assert`: the standard library's
 * registry is not needed to run the tests. To go back, point `@std/assert` in `deno.json` at it.
 *
 * @module
 */
import nodeAssert from "node:assert/strict";

/** Fails unless `value` is truthy. */
export function assert(value: unknown, message?: string): asserts value {
  nodeAssert.ok(value, message ?? `Expected a truthy value, got ${Deno.inspect(value)}`);
}

/** Fails unless both are deeply and strictly equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  nodeAssert.deepStrictEqual(actual, expected, message as string);
}

/** Fails where both are deeply and strictly equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  nodeAssert.notDeepStrictEqual(actual, expected, message as string);
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  assert(
    actual.includes(expected),
    message ?? `Expected ${Deno.inspect(actual)} to include ${expected}`,
  );
}

/** Fails unless `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  nodeAssert.match(actual, expected, message as string);
}

/** Fails where `actual` matches `expected`. */
export function assertNotMatch(actual: string, expected: RegExp, message?: string): void {
  nodeAssert.doesNotMatch(actual, expected, message as string);
}

// deno-lint-ignore no-explicit-any -- the constructor's own parameters do not matter here
type ErrorClass<E extends Error> = new (...args: any[]) => E;

function thrown<E extends Error>(error: unknown, Class?: ErrorClass<E>, includes = ""): E {
  assert(error instanceof (Class ?? Error), `Expected ${Class?.name ?? "Error"}, got ${error}`);
  assertStringIncludes(error.message, includes);
  return error as E;
}

/** Fails unless `fn` throws an error of the class whose message contains the text; returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  Class?: ErrorClass<E>,
  includes?: string,
): E {
  try {
    fn();
  } catch (error) {
    return thrown(error, Class, includes);
  }
  throw new Error("Expected the function to throw");
}

/** Fails unless `fn` rejects with an error of the class whose message contains the text; returns the error. */
export async function assertRejects<E extends Error = Error>(
  fn: () => Promise<unknown>,
  Class?: ErrorClass<E>,
  includes?: string,
): Promise<E> {
  try {
    await fn();
  } catch (error) {
    return thrown(error, Class, includes);
  }
  throw new Error("Expected the promise to reject");
}
