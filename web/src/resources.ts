/**
 * Loads the person's classes and resources from the data API. Row-level security selects the rows.
 *
 * @module
 */
import { PostgrestClient } from "@supabase/postgrest-js";
import { CalendarError, noAnswer } from "./google-calendar/index.ts";
import type { DataApi } from "./supabase.ts";

/** A resource in a list, without its content. */
export interface ResourceRow {
  id: string;
  class_id: string;
  type: string;
  name: string;
  created_at: string;
}

/** A class with its resources. */
export interface ClassWithResources {
  id: string;
  name: string;
  resources: ResourceRow[];
}

/** All classes by name, each with its resources, oldest first. Throws a `CalendarError`. */
export async function loadClasses({ url, headers }: DataApi): Promise<ClassWithResources[]> {
  const sent = await headers().catch((cause) => {
    throw noAnswer(cause);
  });
  const data = new PostgrestClient(url, { headers: sent });
  // Without retries, because they would delay the message "offline" by seconds.
  const [classes, resources] = await Promise.all([
    data.from("classes").select("id, name").order("name").retry(false),
    data.from("resources").select("id, class_id, type, name, created_at")
      .order("created_at").order("name").retry(false),
  ]);
  const failed = classes.error ? classes : resources;
  if (classes.error || resources.error) throw dataError(failed.status, failed.error);
  const rows: ResourceRow[] = resources.data;
  return classes.data.map(({ id, name }: { id: string; name: string }) => ({
    id,
    name,
    resources: rows.filter((row) => row.class_id === id),
  }));
}

function dataError(status: number, cause: unknown): CalendarError {
  if (status === 0) return noAnswer(cause);
  const code = status === 401 ? "unauthenticated" : "database_unavailable";
  return new CalendarError({ code, message: "Your resources could not be loaded.", status }, {
    cause,
  });
}
