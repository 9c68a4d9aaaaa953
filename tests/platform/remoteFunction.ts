/**
 * Stands in for a function's `index.ts` in tests: the function itself runs on the platform's Deno, in a
 * process of its own, with the platform's permissions. The address of this module names the function:
 * `?name=oauth-initiate`. An import map puts it in the function's place.
 *
 * @module
 */
import { startFunctions } from "./functionsProcess.ts";

const name = new URL(import.meta.url).searchParams.get("name")!;

/** What tests use of a Hono app. */
const app = {
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    return await (await startFunctions()).request(path, init);
  },
  fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return app.request(pathname + search, request);
  },
  name,
};

export default app;
