/**
 * A stand-in for a Supabase project with asymmetric signing keys: publishes a key set of its own,
 * answers who a token belongs to, and counts what reaches it. For what must be refused before any
 * database is asked; everything else is tested against a real one.
 *
 * @module
 */
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export interface SigningKey {
  kid: string;
  alg: "ES256" | "RS256";
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

export async function createSigningKey(alg: "ES256" | "RS256"): Promise<SigningKey> {
  return { kid: crypto.randomUUID(), alg, ...await generateKeyPair(alg, { extractable: true }) };
}

export interface UserAnswer {
  status: number;
  body: unknown;
}

/** The public key, as a key set lists it. */
export async function publicJwk({ kid, alg, publicKey }: SigningKey): Promise<JWK> {
  return { ...await exportJWK(publicKey), kid, alg, use: "sig" };
}

export interface AuthStub {
  url: string;
  /** `METHOD /path` of everything that was asked. */
  requests: string[];
  /** How many requests had a path that starts so. */
  count(path: string): number;
  /** What Auth answers for `GET /user`: by default that the session was signed out. */
  user: UserAnswer | ((token: string) => UserAnswer);
  /** What the key set answers. */
  keysStatus: number;
  /** The keys in the published set; at first `keys`. */
  published: SigningKey[];
  /** A token that passes every check, but for what `claims` changes; null leaves a claim out. */
  token(claims?: JWTPayload, key?: SigningKey): Promise<string>;
  userId: string;
  keys: [es256: SigningKey, rs256: SigningKey];
  close(): Promise<void>;
}

export async function startAuthStub(): Promise<AuthStub> {
  const keys: AuthStub["keys"] = [
    await createSigningKey("ES256"),
    await createSigningKey("RS256"),
  ];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    project.requests.push(`${request.method} ${pathname}`);
    if (pathname === "/auth/v1/.well-known/jwks.json") {
      const published = await Promise.all(project.published.map(publicJwk));
      return Response.json({ keys: published }, { status: project.keysStatus });
    }
    if (pathname === "/auth/v1/user") {
      const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
      const { status, body } = typeof project.user === "function"
        ? project.user(token)
        : project.user;
      return Response.json(body, { status });
    }
    // No user, no state, no resource: every row set is empty.
    return Response.json([]);
  });

  const project: AuthStub = {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests: [],
    count: (path) => project.requests.filter((line) => line.split(" ")[1]!.startsWith(path)).length,
    user: { status: 403, body: { code: 403, error_code: "session_not_found", msg: "signed out" } },
    keysStatus: 200,
    published: keys,
    userId: crypto.randomUUID(),
    keys,
    token(claims = {}, key = keys[0]) {
      const now = Math.floor(Date.now() / 1000);
      const all = {
        iss: `${project.url}/auth/v1`,
        sub: project.userId,
        aud: "authenticated",
        role: "authenticated",
        is_anonymous: false,
        iat: now,
        exp: now + 3600,
        ...claims,
      };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
      return new SignJWT(given).setProtectedHeader({ alg: key.alg, kid: key.kid })
        .sign(key.privateKey);
    },
    close: () => server.shutdown(),
  };
  return project;
}

/** Every setting, for a project at this address. The secrets are new each time. */
export function settingsFor(projectUrl: string): Record<string, string> {
  const secret = () => crypto.randomUUID();
  const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  return {
    SUPABASE_URL: projectUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secret() }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secret() }),
    APP_URL: "http://127.0.0.1:5173",
    GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: secret(),
    TOKEN_ENCRYPTION_KEYS: `test:${key}`,
  };
}
