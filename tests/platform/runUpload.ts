/**
 * Runs what was uploaded for a function as the platform does: from a folder with nothing else in it, by
 * its entry point and its `deno.json`, on the platform's Deno with the platform's permissions.
 *
 * @module
 */
import { PLATFORM_PERMISSIONS, platformDeno, platformEnv } from "../../local/platformDeno.ts";
import { startServer } from "../../local/process.ts";
import type { Upload } from "./managementApi.ts";

export interface RunningUpload {
  /** Where it answers, without a slash at the end. */
  url: string;
  /** The lines that it has written. */
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

/** Starts the function with these settings and no other variable. Throws with its output if it ends. */
export async function runUpload(
  upload: Upload,
  settings: Record<string, string>,
): Promise<RunningUpload> {
  const folder = await Deno.makeTempDir({ prefix: "uploaded-" });
  await writeUpload(folder, upload);
  const { files, metadata: { import_map_path: config } } = upload;
  const written: string[] = [];
  const server = startServer({
    onLine: (line) => written.push(line),
    command: await platformDeno(),
    args: [
      "serve",
      "--host=127.0.0.1",
      "--port=0",
      "--no-check",
      "--no-lock",
      "--node-modules-dir=none",
      // A built function has no deno.json: it imports nothing but the runtime's own modules.
      ...files.has(config) ? ["--config", config] : ["--no-config"],
      ...PLATFORM_PERMISSIONS,
      upload.metadata.entrypoint_path,
    ],
    cwd: folder,
    clearEnv: true,
    env: { ...platformEnv(), ...settings },
  });
  const close = async () => {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  };
  try {
    return { url: await server.address, output: () => written, close };
  } catch (error) {
    await close();
    throw error;
  }
}
