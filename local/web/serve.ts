/**
 * Serves the web app with Vite, in a child process. The first argument is the port. Vite reads the
 * app's settings from the environment.
 *
 * @module
 */
import { createServer } from "vite";

const port = Number(Deno.args[0]);
const server = await createServer({
  root: "web",
  clearScreen: false,
  logLevel: "warn",
  server: { host: "127.0.0.1", port, strictPort: true },
});
await server.listen();
console.log(`Listening on http://127.0.0.1:${port}`);
