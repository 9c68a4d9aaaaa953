/**
 * Goes through sign-in and consent as a person with a browser does. It reads the pages, so it can choose
 * only what a page offers.
 *
 * @module
 */
import type { Choice } from "./types.ts";

const unescape = (text: string) =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");

const textOf = (page: string) =>
  page.replace(/<(style|head)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")
    .trim();

interface Seen {
  url: URL;
  /** Where the page sends the browser, if it does. */
  location?: URL;
  page: string;
}

async function look(url: URL, init: RequestInit = {}): Promise<Seen> {
  const response = await fetch(url, { ...init, redirect: "manual" });
  const page = await response.text();
  const location = response.headers.get("location");
  if (response.status >= 400) throw new Error(`Google emulator: ${textOf(page)}`);
  return { url, page, ...(location ? { location: new URL(location, url) } : {}) };
}

const linkIn = ({ page, url }: Seen, pattern: RegExp): URL | undefined => {
  const href = pattern.exec(page)?.[1];
  return href === undefined ? undefined : new URL(unescape(href), url);
};

function chooseAccount(seen: Seen, email: string): Promise<Seen> {
  const escaped = email.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const link = linkIn(seen, new RegExp(`data-email="${escaped}" href="([^"]+)"`));
  if (!link) throw new Error(`Google emulator: the page offers no account ${email}`);
  return look(link);
}

/**
 * Returns the redirect that the choices lead to. Throws if a page refuses the request or does not
 * offer the choice.
 */
export async function approve(url: string, base: string, choice: Choice): Promise<URL> {
  const asked = new URL(url);
  const here = new URL(asked.pathname + asked.search, base);
  let seen = await look(here);
  const other = linkIn(seen, /data-other-account href="([^"]+)"/);
  if (other && !seen.page.includes(`(${choice.email})`)) seen = await look(other);
  if (seen.page.includes("data-email=")) seen = await chooseAccount(seen, choice.email);
  if (seen.location) return seen.location;

  const action = linkIn(seen, /<form method="post" action="([^"]+)"/);
  if (!action) throw new Error(`Google emulator: ${textOf(seen.page)}`);
  const boxes = [...seen.page.matchAll(/name="scope" value="([^"]+)"( checked)?/g)];
  const missing = choice.scopes?.find((scope) => !boxes.some((box) => box[1] === scope));
  if (missing) throw new Error(`Google emulator: the page has no box for ${missing}`);
  const form = new URLSearchParams({ decision: choice.deny ? "cancel" : "allow" });
  for (const [, scope = "", checked] of boxes) {
    if (choice.scopes ? choice.scopes.includes(scope) : checked) form.append("scope", scope);
  }
  const { location, page } = await look(action, { method: "POST", body: form });
  if (!location) throw new Error(`Google emulator: ${textOf(page)}`);
  return location;
}
