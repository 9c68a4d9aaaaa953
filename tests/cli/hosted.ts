/**
 * A project as the doctor meets it: data API, Auth and functions at one address, a web app at another, the
 * settings that belong to them, and ways to break each part on purpose.
 *
 * @module
 */
import { lineOf } from "../../tasks/doctor/check.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { examine } from "../../tasks/doctor/mod.ts";
import type { Subject } from "../../tasks/doctor/subject.ts";
import { type Scenario, startScenario } from "../support/scenario.ts";

/** What stands in the place of a function, where it is not the function. */
type Deployed = (request: Request) => Response | Promise<Response>;

export interface Hosted {
  scenario: Scenario;
  url: string;
  /** Answers every path of the web app in the place of its one page, until the returned call. */
  replaceApp(page: Deployed): () => void;
  /** Answers in the place of a function, or of a path, until the returned call. */
  replace(name: string, deployed: Deployed): () => void;
  /** The doctor's lines about a project that differs in these settings, and in what else is given. */
  doctor(
    settings?: Record<string, string | undefined>,
    subject?: Partial<Subject>,
  ): Promise<string[]>;
  close(): Promise<void>;
}

export const line = (lines: string[], about: string): string =>
  lines.find((one) => one.slice(9).startsWith(`${about}: `)) ?? `no line about ${about}`;

/** As a host of static files answers every path of a single-page app. */
const onePage: Deployed = () =>
  new Response("<!doctype html><title>An app</title>", {
    headers: { "content-type": "text/html; charset=utf-8" },
  });

export async function startHosted(): Promise<Hosted> {
  const scenario = await startScenario();
  const { stack } = scenario;
  const replaced = new Map<string, Deployed>();
  const apps = new Map<string, Deployed>();
  for (const name of functionNames()) {
    const { default: app } = await import(`../../supabase/functions/${name}/index.ts`);
    apps.set(name, (request) => {
      const url = new URL(request.url);
      return app.request(url.pathname.replace("/functions/v1", "") + url.search, request);
    });
  }
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname, search } = new URL(request.url);
    const [, name] = /^\/functions\/v1\/([\w-]+)/.exec(pathname) ?? [];
    const deployed = (name && (replaced.get(name) ?? apps.get(name))) || replaced.get(pathname);
    return deployed
      ? deployed(request)
      : fetch(new Request(stack.apiUrl + pathname + search, request));
  });
  const url = `http://127.0.0.1:${server.addr.port}`;

  let page: Deployed = onePage;
  const app = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => page(request),
  );
  // The functions read it at the first request.
  stack.env.APP_URL = `http://127.0.0.1:${app.addr.port}`;

  return {
    scenario,
    url,
    replaceApp(replacement) {
      page = replacement;
      return () => void (page = onePage);
    },
    replace(name, deployed) {
      replaced.set(name, deployed);
      return () => void replaced.delete(name);
    },
    async doctor(settings = {}, subject = {}) {
      const all = { ...stack.env, ...settings };
      const lines: string[] = [];
      const asked = {
        read: (name: string) => all[name],
        folder: ".",
        projectUrl: url,
        clientFile: undefined,
        dbUrl: undefined,
        offline: false,
        ...subject,
      };
      for await (const finding of examine(asked)) lines.push(lineOf(finding));
      return lines;
    },
    async close() {
      await Promise.all([server.shutdown(), app.shutdown()]);
      await stack.close();
    },
  };
}
