/**
 * Everything a load runs against: a project on PostgreSQL, the Google emulator, connected users, and as
 * many instances of the functions as asked for.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { functionEnv } from "../../local/functionSettings.ts";
import { type Google, type Person, startGoogle } from "../../local/google/mod.ts";
import { testingKey } from "../../local/google/testingKey.ts";
import { newSecrets } from "../../local/secrets.ts";
import { type Instance, startInstance } from "./instance.ts";
import { type LoadProject, startLoadProject } from "./project.ts";

export interface LoadUser {
  id: string;
  email: string;
  access_token: string;
}

export interface LoadAnswer {
  status: number;
  body: {
    id?: string;
    code?: string;
    replayed?: boolean;
    status?: string;
    authorization_url?: string;
  };
}

export interface LoadStack {
  google: Google;
  sql: LoadProject["sql"];
  instances: Instance[];
  /** Kills an instance in the middle of whatever it does, and starts another in its place. */
  restart(index: number): Promise<void>;
  /** A user whose calendar is connected. */
  connectUser(): Promise<LoadUser>;
  /** The stored access token ends now. */
  expire(user: LoadUser): Promise<void>;
  /** Creates an event through one instance. */
  create(instance: Instance, user: LoadUser, body?: object): Promise<LoadAnswer>;
  /** Starts to connect, and goes no further. */
  initiate(instance: Instance, user: LoadUser): Promise<LoadAnswer>;
  /** Asks how the connection is. */
  connection(instance: Instance, user: LoadUser): Promise<LoadAnswer>;
  close(): Promise<void>;
}

/** Users that one stack can connect. */
const PEOPLE = 12;

function people(): Person[] {
  return Array.from({ length: PEOPLE }, (_, i) => ({
    sub: `2000000000000000000${String(i).padStart(2, "0")}`,
    email: `person-${i}@example.com`,
    name: `Person ${i}`,
    time_zone: "Europe/London",
  }));
}

export async function startLoadStack(instanceCount: number): Promise<LoadStack> {
  const secrets = await newSecrets();
  const project = await startLoadProject(secrets.keys);
  const { sql } = project;
  const google = await startGoogle({
    signingKey: testingKey,
    clients: [{
      client_id: secrets.googleClient.id,
      client_secret: secrets.googleClient.secret,
      redirect_uris: [`${project.url}/functions/v1/oauth-callback`],
    }],
    people: people(),
  });
  const env = {
    ...functionEnv({
      apiUrl: project.url,
      appUrl: "http://127.0.0.1:5173",
      googleUrl: google.url,
      ...secrets,
    }),
    SUPABASE_JWKS: JSON.stringify(project.jwks),
    // A load by few users is more than a person asks for.
    USER_CALLS_PER_MINUTE: "1000000",
    USER_CONNECTS_PER_HOUR: "1000000",
  };
  const instances = await Promise.all(
    Array.from({ length: instanceCount }, () => startInstance(env)),
  );
  let connected = 0;

  async function call(
    instance: Instance,
    user: LoadUser,
    method: string,
    path: string,
    body?: object,
  ): Promise<LoadAnswer> {
    const answer = await fetch(instance.url + path, {
      method,
      headers: {
        authorization: `Bearer ${user.access_token}`,
        ...body && { "content-type": "application/json" },
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  const stack: LoadStack = {
    google,
    sql,
    instances,
    async restart(index) {
      await instances[index]!.kill();
      instances[index] = await startInstance(env);
    },
    async connectUser() {
      const { sub, email } = google.people[connected++]!;
      const user = { email, ...await project.addUser(sub, email) };
      const instance = instances[0]!;
      const { body } = await stack.initiate(instance, user);
      const back = await google.approve(body.authorization_url!, { email });
      const landed = await fetch(`${instance.url}/oauth-callback${back.search}`, {
        redirect: "manual",
      });
      await landed.body?.cancel();
      assertEquals(
        new URL(landed.headers.get("location")!).searchParams.get("calendar"),
        "connected",
      );
      return user;
    },
    async expire({ id }) {
      await sql`update google_calendar.users set google_token_expiry = now() where id = ${id}`;
    },
    create: (instance, user, body) =>
      call(instance, user, "POST", "/create-calendar-event/users/me/calendar/events", {
        summary: "Lecture 5",
        start_datetime: "2026-08-15T09:00:00-07:00",
        end_datetime: "2026-08-15T10:00:00-07:00",
        ...body,
      }),
    initiate: (instance, user) => call(instance, user, "POST", "/oauth-initiate", {}),
    connection: (instance, user) => call(instance, user, "GET", "/calendar-connection/users/me"),
    async close() {
      await Promise.all(instances.map((instance) => instance.kill()));
      await google.close();
      await project.close();
    },
  };
  return stack;
}
