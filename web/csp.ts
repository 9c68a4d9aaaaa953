/**
 * The Content-Security-Policy that the built app runs under: its own scripts and styles, nothing
 * inline, and calls to the Supabase project alone.
 *
 * @module
 */
import type { Plugin } from "vite";

/** The policy for an app that talks to `supabaseUrl`, as one header value. */
export function contentSecurityPolicy(supabaseUrl: string | undefined): string {
  const project = supabaseUrl ? [new URL(supabaseUrl).origin] : [];
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

/** Headers for whoever serves the built app; `frame-ancestors` works as a header only. */
export function securityHeaders(supabaseUrl: string | undefined): Record<string, string> {
  return {
    "content-security-policy": `${contentSecurityPolicy(supabaseUrl)}; frame-ancestors 'none'`,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
  };
}

/**
 * Writes the policy into the built page, so that it holds on any host. Not while developing: Vite
 * itself needs inline scripts there.
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
  };
}
