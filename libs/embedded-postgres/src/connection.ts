import pg from 'pg';
import type { Cluster } from './cluster.js';

/** Role and database that every cluster has from its birth. */
const SUPERUSER = 'postgres';

/** Connection URL of a database of the cluster, with the password in it. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/**
 * Connects to the cluster. Success proves that this cluster's server answers: scram makes the server show that it knows
 * the password too.
 * @throws the error of the driver
 */
export async function connect(cluster: Cluster, port: number, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, SUPERUSER),
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  return client;
}

/** Creates the database where it is missing; two starts at once may both try. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (found.rowCount !== 0) return;
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!['42P04', '23505'].includes(String((error as { code?: unknown }).code))) throw error; // duplicate_database
  }
}
