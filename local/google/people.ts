/**
 * The default people. Their ids never change, because a stored user would get a second identity at the
 * next sign-in.
 *
 * @module
 */
import type { Person } from "./types.ts";

export const defaultPeople: Person[] = [
  {
    sub: "100000000000000000001",
    email: "ada@example.com",
    name: "Ada Lovelace",
    time_zone: "Europe/London",
  },
  {
    sub: "100000000000000000002",
    email: "grace@example.com",
    name: "Grace Hopper",
    time_zone: "America/New_York",
  },
  {
    sub: "100000000000000000003",
    email: "alan@example.com",
    name: "Alan Turing",
    time_zone: "Europe/London",
  },
];
