/**
 * Assertions that the compiler makes.
 *
 * @module
 */

/** `true` where both types are the same: as `Expect<Equal<A, B>>`, anything else does not compile. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2)
  ? true
  : false;

/** Whether a value of `A` can stand where `B` is expected. */
export type Fits<A, B> = [A] extends [B] ? true : false;

/** All of a type's properties in one object, so that types which were made differently can be equal. */
export type Flat<T> = T extends (infer Item)[] ? Flat<Item>[]
  : T extends object ? { [K in keyof T]: Flat<T[K]> }
  : T;

/** Does not compile unless `T` is `true`. */
export type Expect<T extends true> = T;
