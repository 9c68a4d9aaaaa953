/**
 * The OAuth client: from the file that Google Cloud lets you download, or its id and secret.
 *
 * @module
 */
import { parseGoogleClient } from "../../supabase/functions/_shared/googleClientSettings.ts";
import { sentenceOf, UsageError } from "../sentences.ts";
import type { Asker } from "./ask.ts";
import { type Draft, sentenceOfProblem } from "./draft.ts";
import type { SetupOptions } from "./options.ts";

const ID = "GOOGLE_CLIENT_ID";
const SECRET = "GOOGLE_CLIENT_SECRET";
const FILE = "GOOGLE_CLIENT_SECRETS";
const FLAGS = "--client-json FILE   (or --client-id ID and --client-secret VALUE)";

/** A downloaded file in one of these folders, the newest first. */
function downloaded(folders: string[]): string | undefined {
  const found = folders.flatMap((folder) => {
    try {
      return [...Deno.readDirSync(folder)]
        .filter(({ name }) => /^client_secret_.*\.json$/.test(name))
        .map(({ name }) => `${folder}/${name}`.replace(/^\.\//, ""));
    } catch {
      return [];
    }
  });
  const age = (path: string) => Deno.statSync(path).mtime?.getTime() ?? 0;
  return found.sort((a, b) => age(b) - age(a))[0];
}

interface Client {
  id: string;
  secret: string;
  /** The downloaded file's content. */
  file?: string;
}

/** A path as a terminal writes it when a file is dropped there: quoted or escaped, and `~` for home. */
function pathOf(typed: string): string {
  const plain = typed.replace(/^(['"])(.*)\1$/, "$2").replace(/\\(.)/g, "$1");
  return plain.replace(/^~(?=\/)/, Deno.env.get("HOME") ?? "~");
}

function readClient(typed: string): Client {
  const path = pathOf(typed);
  const file = Deno.readTextFileSync(path);
  const { clientId, clientSecret } = parseGoogleClient(
    (name) => name === FILE ? file : undefined,
    (_, remedy) => new Error(`${path} ${remedy}`.replace("to the file's content", "to the file")),
  );
  return { id: clientId, secret: clientSecret, file };
}

/** Returns what is wrong with it, by the functions' own check. */
async function problemOfClient(draft: Draft, { id, secret }: Client): Promise<string | undefined> {
  const problems = await draft.problems({ [ID]: id, [SECRET]: secret, [FILE]: undefined });
  const found = problems.find(({ about }) => [ID, SECRET].includes(about));
  return found && sentenceOfProblem(found);
}

async function problemOfPath(draft: Draft, path: string): Promise<string | undefined> {
  try {
    return await problemOfClient(draft, readClient(path));
  } catch (error) {
    return sentenceOf(error);
  }
}

async function asked(draft: Draft, ask: Asker, folder: string): Promise<Client | undefined> {
  const byDefault = downloaded([".", folder, `${Deno.env.get("HOME") ?? "."}/Downloads`]);
  const path = await ask.ask({
    message: byDefault
      ? `Path of the downloaded client_secret_*.json (Enter: ${byDefault})`
      : "Path of the downloaded client_secret_*.json (Enter: type the id and the secret)",
    flag: FLAGS,
    byDefault,
    optional: ask.isTerminal,
    problemOf: (path) => problemOfPath(draft, path),
  });
  if (path) return readClient(path);
  const id = await ask.ask({
    message: "The client's id",
    flag: FLAGS,
    problemOf: (id) => problemOfClient(draft, { id, secret: "-".repeat(16) }),
  });
  if (!id) return undefined;
  const secret = await ask.ask({
    message: "The client's secret",
    flag: FLAGS,
    isSecret: true,
    problemOf: (secret) => problemOfClient(draft, { id, secret }),
  });
  return secret ? { id, secret } : undefined;
}

async function given(draft: Draft, options: SetupOptions): Promise<Client | undefined> {
  const { clientJson, clientId, clientSecret } = options;
  const client = clientJson
    ? readClient(clientJson)
    : clientId && clientSecret
    ? { id: clientId.trim(), secret: clientSecret.trim() }
    : undefined;
  const wrong = client && await problemOfClient(draft, client);
  if (wrong) throw new UsageError(wrong);
  return client;
}

/** Whether the file's own client is missing or wrong. */
async function lacksClient(draft: Draft): Promise<boolean> {
  return (await draft.problems()).some(({ about }) => [ID, SECRET, FILE].includes(about));
}

/**
 * Sets the client in the draft if it is given, missing or wrong. Returns the downloaded file's content, if
 * there is one. `explain` says how to get a client, before it is asked.
 */
export async function settleClient(
  draft: Draft,
  ask: Asker,
  options: SetupOptions,
  explain: () => void,
): Promise<string | undefined> {
  let client = await given(draft, options);
  if (!client && await lacksClient(draft)) {
    explain();
    client = await asked(draft, ask, options.folder);
  }
  if (!client) return undefined;
  draft.set(ID, client.id);
  draft.set(SECRET, client.secret);
  // It would be a second client, or the same one twice.
  draft.set(FILE, undefined);
  return client.file;
}
