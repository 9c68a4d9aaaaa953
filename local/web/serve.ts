/**
 * Serves the web app with Vite: the child process's side. The port is the first argument; Vite reads
 * the app's settings from the environment.
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
