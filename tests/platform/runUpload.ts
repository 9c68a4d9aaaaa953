/**
 * Runs what was uploaded for a function as the platform does: from a folder with nothing else in it, by
 * its entry point and its `deno.json`, on the platform's Deno with the platform's permissions.
 *
 * @module
 */
import { lines } from "./lines.ts";
import { PLATFORM_PERMISSIONS, platformDeno, platformEnv } from "../support/platformDeno.ts";
import type { Upload } from "./managementApi.ts";

export interface RunningUpload {
  /** Where it answers, without a slash at the end. */
  url: string;
  /** The lines that it wrote. */
  output(): string[];
  close(): Promise<void>;
}

async function writeUpload(folder: string, { files }: Upload): Promise<void> {
  for (const [path, bytes] of files) {
    const target = `${folder}/${path}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(target, bytes);
  }
}

/** Starts it with these settings and no other variable. Throws with all it wrote where it ends. */
export async function runUpload(
  upload: Upload,
  settings: Record<string, string>,
): Promise<RunningUpload> {
  const folder = await Deno.makeTempDir({ prefix: "uploaded-" });
  await writeUpload(folder, upload);
  const child = new Deno.Command(await platformDeno(), {
    args: [
      "serve",
      "--host=127.0.0.1",
      "--port=0",
      "--no-check",
      "--no-lock",
      "--node-modules-dir=none",
      // A built function has no import map: it imports nothing but the runtime's own modules.
      ...upload.metadata.import_map_path && upload.files.has(upload.metadata.import_map_path)
        ? ["--config", upload.metadata.import_map_path]
        : ["--no-config"],
      ...PLATFORM_PERMISSIONS,
      upload.metadata.entrypoint_path,
    ],
    cwd: folder,
    clearEnv: true,
    env: { ...platformEnv(), ...settings },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  const written: string[] = [];
  const url = Promise.withResolvers<string>();
  const readingOutput = (async () => {
    for await (const line of lines(child.stdout)) written.push(line);
  })();
  const reading = (async () => {
    for await (const line of lines(child.stderr)) {
      written.push(line);
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address) url.resolve(address);
    }
    url.reject(new Error(`${upload.slug} ended:\n${written.join("\n")}`));
  })();

  async function close() {
    try {
      child.kill();
    } catch {
      // It has ended.
    }
    await Promise.all([child.status, reading, readingOutput]);
    await Deno.remove(folder, { recursive: true });
  }
  try {
    return { url: await url.promise, output: () => written, close };
  } catch (error) {
    await close();
    throw error;
  }
}
