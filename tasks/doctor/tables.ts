/**
 * Checks that no browser can read a token: every column that holds one is requested without a session
 * and as a signed-in user, in this project's tables and in every table in `public`.
 *
 * @module
 */
import { type Check, type Finding, ok, problem, skipped } from "./check.ts";
import { type Browser, type Column, type DataSource, Lacking } from "./dataSource.ts";
import { lookInside } from "./lookInside.ts";

/** This project's columns that hold secrets. */
const SERVER_ONLY: Column[] = [
  ["users", "google_refresh_token"],
  ["users", "google_access_token"],
  ["oauth_states", "sealed_code_verifier"],
  ["confirmations", "sealed_refresh_token"],
  ["confirmations", "sealed_access_token"],
  ["revocations", "sealed_refresh_token"],
].map(([table = "", name = ""]) => ({ schema: "google_calendar", table, name }));

/** The names of columns with Google tokens, also in views and copies that the app made. */
const TOKEN_NAME = /(refresh|access|provider|google|oauth|sealed)\w*_(token|verifier)$/;

async function tokenColumns(source: DataSource): Promise<Column[]> {
  const found = await source.columnsNamed(TOKEN_NAME);
  const isNew = (column: Column) =>
    !SERVER_ONLY.some(({ schema, table, name }) =>
      schema === column.schema && table === column.table && name === column.name
    );
  return [...SERVER_ONLY, ...found.filter(isNew)];
}

/** Whether no user is connected: an empty table reveals nothing. False if that cannot be read. */
async function isEmpty(source: DataSource): Promise<boolean> {
  try {
    return (await source.sealedRows().next()).done === true;
  } catch (error) {
    if (error instanceof Lacking) return false;
    throw error;
  }
}

async function lookAs(who: Browser, columns: Column[], source: DataSource): Promise<Finding> {
  const about = `tables as ${who}`;
  const open: Column[] = [];
  try {
    for (const column of columns) if (await source.reads(who, column)) open.push(column);
  } catch (error) {
    if (error instanceof Lacking) return skipped(about, error.message);
    throw error;
  }
  const [first, ...more] = open;
  if (!first) {
    const empty = await isEmpty(source);
    return ok(
      about,
      `no token is read${empty ? " (nobody is connected yet: look again then)" : ""}`,
    );
  }
  const { schema, table, name } = first;
  const whole = `${schema}.${table}`;
  return problem(
    about,
    `${whole}.${name} can be read from a browser${
      more.length > 0 ? `, and ${more.length} more` : ""
    }`,
    `revoke all on ${whole} from anon, authenticated; alter table ${whole} enable row level security; and drop every policy and view that shows it. Then have the users reconnect: what was read is known`,
  );
}

export const checkTables: Check = (subject) =>
  lookInside(subject, "tables", async (source) => {
    const columns = await tokenColumns(source);
    return [
      await lookAs("anon", columns, source),
      await lookAs("a signed-in user", columns, source),
    ];
  });
