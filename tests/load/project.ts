/**
 * A project for load: real PostgreSQL 17, Supabase's data API in front of it, and Auth's one route that
 * the functions ask. Requests do not queue here as they do on the embedded database: they race.
 *
 * @module
 */
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { decodeJwt, exportJWK, type JSONWebKeySet, SignJWT } from "jose";
import type { ProjectKeys } from "../../local/project/mod.ts";
import { startPostgres } from "../support/postgres.ts";
import { createSigningKey } from "../support/authStub.ts";

export interface LoadProject {
  url: string;
  /** For `SUPABASE_JWKS`: sessions are checked without a call. */
  jwks: JSONWebKeySet;
  sql: Awaited<ReturnType<typeof startPostgres>>["sql"];
  /** A user with this Google identity, and a session. */
  addUser(googleId: string, email: string): Promise<{ id: string; access_token: string }>;
  close(): Promise<void>;
}

/** As many as a small project's pooler gives the data API. */
const CONNECTIONS = 40;
const MIGRATIONS = "supabase/migrations";

export async function startLoadProject(keys: ProjectKeys): Promise<LoadProject> {
  const database = await startPostgres();
  const { sql } = database;
  for (const name of [...Deno.readDirSync(MIGRATIONS)].map((entry) => entry.name).sort()) {
    await sql.unsafe(await Deno.readTextFile(`${MIGRATIONS}/${name}`));
  }

  const connection = createPostgresConnection({
    url: database.url,
    postgresOptions: { max: CONNECTIONS },
  });
  // As in local/project/mod.ts: the migrations' own grants, and no others.
  (connection as unknown as { rlsState: string }).rlsState = "active";
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      site_url: "http://127.0.0.1",
    },
    options: { server: { disableStudio: true, admin: false } },
  });
  const key = await createSigningKey("ES256");
  const jwks = {
    keys: [{ ...await exportJWK(key.publicKey), kid: key.kid, alg: key.alg, use: "sig" }],
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    // The data API's own Auth has no asymmetric keys. Only this test's own functions ask here.
    if (pathname === "/auth/v1/.well-known/jwks.json") return Response.json(jwks);
    if (pathname === "/auth/v1/user") {
      const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
      return Response.json({ id: decodeJwt(token).sub, aud: "authenticated" });
    }
    return app.fetch(request, { peerAddress: "127.0.0.1" });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;

  return {
    url,
    sql,
    jwks,
    async addUser(googleId, email) {
      const [row] = await sql`insert into auth.users (email) values (${email}) returning id`;
      const { id } = row!;
      await sql`insert into auth.identities (provider_id, user_id, provider)
        values (${googleId}, ${id}, 'google')`;
      const access_token = await new SignJWT({ role: "authenticated", is_anonymous: false })
        .setProtectedHeader({ alg: key.alg, kid: key.kid })
        .setIssuer(`${url}/auth/v1`).setSubject(id).setAudience("authenticated")
        .setIssuedAt().setExpirationTime("1h")
        .sign(key.privateKey);
      return { id, access_token };
    },
    async close() {
      await server.shutdown();
      await connection.close();
      await database.close();
    },
  };
}
