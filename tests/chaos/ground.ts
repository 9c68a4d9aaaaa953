/**
 * What the worlds of the chaos test share, one after the other: the instances, the project's address and
 * Google's. Instances read their settings once, so the addresses stay.
 *
 * @module
 */
import { functionEnv } from "../../local/functionSettings.ts";
import { freePort } from "../../local/ports.ts";
import { newSecrets, type Secrets } from "../../local/secrets.ts";
import { useSettings } from "../support/settings.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { type Instances, startInstances } from "./instances.ts";

/** Of a small calendar this makes several pages. */
export const SHORT_PAGE = 20;
export const APP_URL = "http://127.0.0.1:5173";

export interface Ground {
  gateway: Gateway;
  instances: Instances;
  secrets: Secrets;
  googlePort: number;
  env: Record<string, string>;
  close(): Promise<void>;
}

export interface GroundOptions {
  /** The checkout whose functions run. */
  cwd?: string;
  /** The longest page that Google sends; undefined: as many events as are asked for. */
  page?: number;
}

/** Starts it. */
export async function startGround({ cwd, page }: GroundOptions = {}): Promise<Ground> {
  const secrets = await newSecrets();
  const gateway = await startGateway();
  const googlePort = freePort();
  const env = {
    ...functionEnv({
      apiUrl: gateway.url,
      appUrl: APP_URL,
      googleUrl: `http://127.0.0.1:${googlePort}`,
      ...secrets,
    }),
    // A walk asks for more than a person does.
    USER_CALLS_PER_MINUTE: "1000000",
    USER_CONNECTS_PER_HOUR: "1000000",
    ...page !== undefined && { CHAOS_PAGE: String(page) },
  };
  const takeBack = useSettings(env);
  const instances = await startInstances(env, cwd);
  gateway.instances = instances;
  return {
    gateway,
    instances,
    secrets,
    googlePort,
    env,
    async close() {
      takeBack();
      await instances.close();
      await gateway.close();
    },
  };
}
