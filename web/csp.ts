/**
 * The Content-Security-Policy of the built app. It allows the app's own scripts and styles, nothing
 * inline, and calls to the Supabase project only, its Realtime among them.
 *
 * @module
 */
import type { Plugin } from "vite";

/** The policy for an app that calls `supabaseUrl`, as one header value. */
export function contentSecurityPolicy(supabaseUrl: string | undefined): string {
  const origin = supabaseUrl && new URL(supabaseUrl).origin;
  const project = origin ? [origin, origin.replace("http", "ws")] : [];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...project].join(" "),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** The headers that a host sends with every file of the app. `frame-ancestors` works only as a header. */
export function securityHeaders(supabaseUrl: string | undefined): Record<string, string> {
  return {
    "content-security-policy": `${contentSecurityPolicy(supabaseUrl)}; ${NO_FRAMING}`,
    ...EVERYWHERE,
  };
}

/** The headers of the development server, without the policy that forbids Vite's inline scripts. */
export function developmentHeaders(): Record<string, string> {
  return { "content-security-policy": NO_FRAMING, ...EVERYWHERE };
}

const NO_FRAMING = "frame-ancestors 'none'";

const EVERYWHERE = {
  // For browsers that do not support `frame-ancestors`.
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
};

/** The `_headers` file that Netlify, Cloudflare Pages and Cloudflare Workers read beside the app. */
export function headersFile(supabaseUrl: string | undefined): string {
  const lines = Object.entries(securityHeaders(supabaseUrl))
    .map(([name, value]) => `  ${name}: ${value}\n`);
  return `/*\n${lines.join("")}`;
}

/**
 * Writes the policy into the built page, so that it applies on every host, and all headers into
 * `_headers`, for hosts that read that file. It does nothing in development, because Vite needs
 * inline scripts.
 */
export function cspPlugin(supabaseUrl: string | undefined): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [{
      tag: "meta",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content: contentSecurityPolicy(supabaseUrl),
      },
      injectTo: "head-prepend",
    }],
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "_headers",
        source: headersFile(supabaseUrl),
      });
    },
  };
}
