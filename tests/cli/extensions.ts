/**
 * What the platform's extensions have, as far as the documented statements use it: Vault, pg_cron and
 * pg_net, which only notes the requests.
 *
 * @module
 */
import type { Sql } from "../../local/project/database.ts";

const EXTENSIONS = [
  "create schema vault",
  "create table vault.decrypted_secrets (name text, decrypted_secret text)",
  "create function vault.create_secret(secret text, name text) returns uuid language sql as 'insert into vault.decrypted_secrets values (name, secret); select gen_random_uuid()'",
  "create view vault.secrets as select name from vault.decrypted_secrets",
  "create schema cron",
  "create table cron.job (jobname text, schedule text, command text, active boolean not null default true)",
  "create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as 'insert into cron.job (jobname, schedule, command) values (job_name, schedule, command); select 1::bigint'",
  "create function cron.unschedule(job_name text) returns boolean language sql as 'delete from cron.job where jobname = job_name; select true'",
  "create schema net",
  "create table net.requests (id bigint generated always as identity, url text, headers jsonb, body jsonb)",
  // With the names and defaults of pg_net's own.
  "create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{\"Content-Type\": \"application/json\"}', timeout_milliseconds int default 5000) returns bigint language sql as 'insert into net.requests (url, headers, body) values (url, headers, body) returning id'",
];

/** A request as a statement gave it to pg_net. */
export interface NetRequest {
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Creates the three schemas. */
export async function createExtensions(sql: Sql): Promise<void> {
  for (const statement of EXTENSIONS) await sql(statement);
}

/** Runs what a page gives for the SQL Editor: one statement after the other. */
export async function runStatements(sql: Sql, text: string): Promise<void> {
  // A semicolon between two $$ belongs to a function's body.
  for (const statement of text.match(/(?:\$\$[\s\S]*?\$\$|[^;])+/g) ?? []) {
    if (statement.replace(/^\s*--.*$/gm, "").trim()) await sql(statement);
  }
}

/** The requests since the last call, the oldest first. */
export async function takeRequests(sql: Sql): Promise<NetRequest[]> {
  return await sql<NetRequest & Record<string, unknown>>(
    `with taken as (delete from net.requests returning id, url, headers, body)
     select url, headers, body from taken order by id`,
  );
}
