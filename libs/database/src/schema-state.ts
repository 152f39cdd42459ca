import type { Database } from './database.js';
import { migrations } from './migrations/index.js';

/** How the schema of a database stands to this program; names of migrations. Both empty: they are of one version. */
export interface SchemaState {
  /** This program needs them and the database has not had them: somebody put an older database in its place. */
  readonly missing: readonly string[];
  /** A newer program has made them. They only add (docs/adr/0008), so this one goes on. */
  readonly unknown: readonly string[];
}

/** Also the shortest question that only a database of ours can answer. */
export async function readSchemaState(database: Pick<Database, 'query'>): Promise<SchemaState> {
  const rows = await database.query<{ name: string }>('select name from migration order by id');
  const applied = new Set(rows.map(({ name }) => name));
  const known = new Set(migrations.map(({ name }) => name));
  return {
    missing: [...known].filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !known.has(name)),
  };
}

/** Those of a copy of some database that this program does not have: a newer one has made it. */
export function unknownMigrations(names: readonly string[]): string[] {
  const known = new Set(migrations.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}
