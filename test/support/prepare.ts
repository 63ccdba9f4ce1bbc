import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { openEmbeddedPostgres } from "#app/db/embedded-postgres.server.ts";
import { migrate } from "#app/db/migrate.server.ts";

const MIGRATIONS = path.resolve("prisma/migrations");

/** Creating an embedded database takes seconds; each suite starts from a migrated copy of one that is made here once. */
export default async function setup(): Promise<void> {
  const file = await preparedDatabase();
  process.env["PREPARED_DATABASE"] = file;
}

export async function preparedDatabase(): Promise<string> {
  const file = path.resolve(".cache", `database-${await fingerprint()}.tar`);
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  )
    return file;
  const embedded = await openEmbeddedPostgres({});
  const client = new pg.Client(embedded.connection);
  await client.connect();
  await migrate(client, MIGRATIONS);
  await client.end();
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, Buffer.from(await (await embedded.dump()).arrayBuffer()));
  await rename(partial, file);
  await embedded.close();
  return file;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(MIGRATIONS)).sort();
  for (const name of names)
    hash.update(name).update(await readFile(path.join(MIGRATIONS, name, "migration.sql")));
  return hash.digest("hex").slice(0, 16);
}
