/**
 * Reads the project's database: by a connection if its address is given, otherwise through the data
 * API.
 *
 * @module
 */
import { type Finding, problem, reasonOf, skipped } from "./check.ts";
import { type DataSource, KeyRefused, Lacking } from "./dataSource.ts";
import { restSource } from "./restSource.ts";
import { sqlSource } from "./sqlSource.ts";
import { accessOf, type Subject } from "./subject.ts";

function open(subject: Subject): DataSource | undefined {
  if (subject.dbUrl) return sqlSource(subject.dbUrl);
  const access = accessOf(subject);
  return access && restSource(access, subject.read);
}

/** Runs a check on the database, and turns what prevents it into a finding. */
export async function lookInside(
  subject: Subject,
  about: string,
  look: (source: DataSource) => Promise<Finding[]>,
): Promise<Finding[]> {
  const source = open(subject);
  if (!source) return [skipped(about, "give --db-url, or --project-ref or --project-url")];
  try {
    return await look(source);
  } catch (error) {
    if (error instanceof Lacking) return [skipped(about, error.message)];
    if (error instanceof KeyRefused) {
      return [
        problem(
          error.about,
          "the project does not accept it",
          error.setting === "USER_ACCESS_TOKEN"
            ? "a session lasts for an hour: sign in, and set USER_ACCESS_TOKEN to the new one"
            : `copy it from the dashboard, Project Settings, API Keys, into ${error.setting}`,
        ),
      ];
    }
    const where = subject.dbUrl ? "--db-url" : subject.projectUrl;
    return [
      problem(
        about,
        reasonOf(error),
        `check that ${where} is the project's address, and apply the migrations: supabase db push --remote`,
      ),
    ];
  } finally {
    await source.close();
  }
}
