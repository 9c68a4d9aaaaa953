/**
 * Checks that the web app has a page at `CONNECT_PATH`, as a browser that Google sends back asks for it.
 * Whatever the page shows only in a browser cannot be seen.
 *
 * @module
 */
import { connectAddress } from "../../supabase/functions/_shared/connect/returnAddress.ts";
import { type Check, LOOK_MS, ok, problem, reasonOf, skipped } from "./check.ts";
import { isLoopback, webOf } from "./subject.ts";

const ABOUT = "CONNECT_PATH";
const REMEDY =
  "set CONNECT_PATH to the page of the web app that confirms connections, or have its host " +
  "answer that path with the app";

async function listens(page: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(page);
  try {
    const connection = await Deno.connect({
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || (protocol === "https:" ? 443 : 80)),
    });
    connection.close();
    return true;
  } catch {
    return false;
  }
}

export const checkConnectPage: Check = async (subject) => {
  const web = webOf(subject);
  if (!web) return [skipped(ABOUT, "correct APP_URL and CONNECT_PATH to look at the page")];
  const page = connectAddress(web);
  let answer: Response;
  try {
    // Redirects are followed, because a browser keeps the fragment with the secret over them.
    answer = await fetch(page, {
      headers: { accept: "text/html" },
      signal: AbortSignal.timeout(LOOK_MS),
    });
    await answer.body?.cancel();
  } catch (error) {
    if (isLoopback(page) && !await listens(page)) {
      return [skipped(ABOUT, `nothing listens at ${page}; start the web app to look at the page`)];
    }
    return [problem(ABOUT, `${page} ${reasonOf(error)}`, `check APP_URL, or ${REMEDY}`)];
  }
  if (!answer.ok) return [problem(ABOUT, `${page} answers ${answer.status}`, REMEDY)];
  const type = answer.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!["text/html", "application/xhtml+xml"].includes(type)) {
    return [
      problem(ABOUT, `${page} answers with ${type || "no content type"}, not with a page`, REMEDY),
    ];
  }
  return [ok(ABOUT, `${page} is a page`)];
};
