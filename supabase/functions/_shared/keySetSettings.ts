/**
 * Parses `SUPABASE_JWKS`, the project's public keys as the platform provides them.
 *
 * @module
 */
import type { ApiError } from "./errors.ts";

const NAME = "SUPABASE_JWKS";
const REMEDY =
  "The platform provides it: unset your own, or copy the project's published set again.";

/** The members of a public key of each type (RFC 7518, section 6; RFC 8037). */
const MEMBERS: ReadonlyMap<string, string[]> = new Map([
  ["EC", ["crv", "x", "y"]],
  ["RSA", ["n", "e"]],
  ["OKP", ["crv", "x"]],
]);
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"];
/** Bytes as base64url, or a curve's name. */
const TEXT = /^[A-Za-z0-9_-]+$/;
/** 2,048 bits in base64url: shorter RSA keys must not be used (RFC 7518, section 3.3). */
const SHORTEST_MODULUS = 342;
/** 32 bytes in base64url. */
const P256_COORDINATE = 43;

/**
 * The asymmetric keys; undefined if there is none, because the published set may have got one since. Throws
 * what `misconfigured` makes of the variable's name and the remedy.
 */
export function parseJwks(
  value: string | undefined,
  misconfigured: (name: string, remedy: string) => ApiError,
): { keys: JsonWebKey[] } | undefined {
  if (!value?.trim()) return undefined;
  const malformed = (what: string) => misconfigured(NAME, `${what}. ${REMEDY}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw malformed("is not JSON");
  }
  const keys = Array.isArray(parsed) ? parsed : (parsed as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw malformed('must be a JSON Web Key Set: {"keys": [...]}');
  for (const key of keys) {
    const problem = problemOf(key);
    if (problem) throw malformed(problem);
  }
  // The local stack also lists the HS256 secret. Unknown types must be ignored (RFC 7517, section 5).
  const asymmetric = keys.filter(({ kty }) => MEMBERS.has(kty));
  return asymmetric.length > 0 ? { keys: asymmetric } : undefined;
}

function problemOf(key: unknown): string | undefined {
  if (typeof key !== "object" || key === null || Array.isArray(key)) {
    return "holds a key that is not an object";
  }
  const jwk = key as Record<string, unknown>;
  if (typeof jwk.kty !== "string") return "holds a key without its type (kty)";
  for (const name of ["kid", "alg", "use"]) {
    if (jwk[name] !== undefined && typeof jwk[name] !== "string") {
      return `holds a key whose ${name} is not text`;
    }
  }
  const members = MEMBERS.get(jwk.kty);
  if (!members) return undefined;
  if (PRIVATE_MEMBERS.some((name) => name in jwk)) {
    return "holds a private key, and must hold public keys only";
  }
  const missing = members.find((name) => !TEXT.test(String(jwk[name] ?? "")));
  if (missing) return `holds a key whose ${missing} is missing or malformed`;
  const lengthOf = (name: string) => (jwk[name] as string).length;
  if (jwk.kty === "RSA" && lengthOf("n") < SHORTEST_MODULUS) {
    return "holds an RSA key that is too short";
  }
  if (
    jwk.crv === "P-256" && (lengthOf("x") !== P256_COORDINATE || lengthOf("y") !== P256_COORDINATE)
  ) {
    return "holds a key whose x or y has the wrong length";
  }
  return undefined;
}
