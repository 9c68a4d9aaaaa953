/**
 * Stands in for Supabase's management API, as far as `supabase functions deploy --use-api` calls it,
 * and keeps what it is sent.
 *
 * @module
 */

export interface Upload {
  /** The function's name. */
  slug: string;
  metadata: {
    name: string;
    entrypoint_path: string;
    import_map_path: string;
    verify_jwt: boolean;
    static_patterns: string[];
  };
  /** By path from the project's root. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
}

export interface ManagementApi {
  uploads: Upload[];
  /** Requests that it does not know. */
  unknown: string[];
  /** The CLI's profile that leads here. */
  profile: string;
  close(): Promise<void>;
}

async function readUpload(slug: string, form: FormData): Promise<Upload> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of form.getAll("file")) {
    if (typeof file === "string") throw new Error("a file part is not a file");
    // A path given twice would hide what is in the first.
    if (files.has(file.name)) throw new Error(`${file.name} is uploaded twice`);
    files.set(file.name, new Uint8Array(await file.arrayBuffer()));
  }
  const metadata = form.get("metadata");
  const text = typeof metadata === "string" ? metadata : await metadata!.text();
  return { slug, metadata: JSON.parse(text), files };
}

export function startManagementApi(project: string): ManagementApi {
  const uploads: Upload[] = [];
  const unknown: string[] = [];

  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const call = `${request.method} ${pathname}`;
    const base = `/v1/projects/${project}`;
    if (call === `POST ${base}/functions/deploy`) {
      const slug = searchParams.get("slug")!;
      uploads.push(await readUpload(slug, await request.formData()));
      const times = { created_at: 0, updated_at: 0 };
      return Response.json(
        { id: crypto.randomUUID(), slug, name: slug, status: "ACTIVE", version: 1, ...times },
        { status: 201 },
      );
    }
    if (call === `PUT ${base}/functions`) return Response.json({ functions: [] });
    // Asked for where config.toml leaves something open: nothing was deployed before.
    if (call === `GET ${base}/functions`) return Response.json([]);
    // The project's own name, for the CLI's messages alone.
    if (call === `GET ${base}`) return Response.json({ id: project, name: "stand-in" });
    unknown.push(call);
    return Response.json({ message: "not known here" }, { status: 404 });
  });

  const origin = `http://127.0.0.1:${server.addr.port}`;
  return {
    uploads,
    unknown,
    profile: [
      "name: stand-in",
      `api_url: ${origin}`,
      `dashboard_url: ${origin}`,
      `docs_url: ${origin}`,
      "project_host: 127.0.0.1",
      "pooler_host: 127.0.0.1",
    ].join("\n"),
    close: () => server.shutdown(),
  };
}
