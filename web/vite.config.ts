/**
 * Vite's settings for the development server and the build. The project's address and publishable
 * key come from the environment or from a `.env` file in this folder.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";
import { cspPlugin, developmentHeaders, securityHeaders } from "./csp.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig(({ mode }) => {
  const { VITE_SUPABASE_URL } = loadEnv(mode, root, "VITE_");
  return {
    root,
    cacheDir: fileURLToPath(new URL("../node_modules/.vite", import.meta.url)),
    plugins: [react(), cspPlugin(VITE_SUPABASE_URL)],
    // Every dependency: Vite reloads the page for one that it finds late, maybe during a sign-in.
    optimizeDeps: {
      include: [
        "@fullcalendar/react",
        "@fullcalendar/react/daygrid",
        "@fullcalendar/react/interaction",
        "@fullcalendar/react/list",
        "@fullcalendar/react/themes/classic",
        "@fullcalendar/react/timegrid",
        "@supabase/supabase-js",
        "@tanstack/react-query",
        "react",
        "react-dom/client",
        "react-router",
        "react/jsx-dev-runtime",
        "react/jsx-runtime",
      ],
    },
    // One chunk of 150 kB gzipped, nearly all of it React, the router and supabase-js.
    build: { chunkSizeWarningLimit: 600 },
    server: { host: "127.0.0.1", port: 5173, strictPort: true, headers: developmentHeaders() },
    preview: { host: "127.0.0.1", headers: securityHeaders(VITE_SUPABASE_URL) },
  };
});
