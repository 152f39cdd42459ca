import type { Database } from '#database';

export interface Clones {
  /** The instance that is copied, with all its rows. */
  readonly instanceId: string;
  readonly count: number;
  /** The ids are {@link cloneId} of this number and those that follow. */
  readonly firstNumber: number;
  /** SQL for `job.due_at` of clone `n`, counted from 0; absent: that of the original. */
  readonly dueAt?: string;
}

/** Instances in one transaction: no statement may come near the limit that a connection has. */
const BATCH = 10_000;

interface Column {
  readonly table: string;
  readonly name: string;
}

/**
 * Makes many waiting instances out of one, row by row as the runtime has written them: 100,000 in seconds, where to start
 * them would take minutes. It asks the catalogue which tables hold rows of an instance.
 */
export async function cloneInstances(database: Database, clones: Clones): Promise<void> {
  const columns = await database.query<Column>(
    `select c.table_name as "table", c.column_name as name
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_identity = 'NO' and c.is_generated = 'NEVER'
       and not exists (select 1 from pg_inherits where inhrelid = c.table_name::regclass)
     order by c.ordinal_position`,
  );
  const namesOf = (table: string) => columns.filter((column) => column.table === table).map(({ name }) => name);
  const tables = columns.filter(({ name }) => name === 'instance_id').map(({ table }) => table);
  for (let from = 0; from < clones.count; from += BATCH) {
    await database.transaction(async (tx) => {
      for (const table of ['process_instance', ...tables]) {
        const names = namesOf(table);
        const values = names.map((name) => valueOf(name, table, clones));
        const key = table === 'process_instance' ? 'id' : 'instance_id';
        await tx.execute(
          `insert into ${table} (${names.join(', ')})
           select ${values.join(', ')}
           from ${table} original, generate_series($2::integer, $3::integer - 1) as n where original.${key} = $1`,
          [clones.instanceId, from, Math.min(from + BATCH, clones.count)],
        );
      }
    });
  }
  for (const table of ['process_instance', ...tables]) await database.query(`analyze ${table}`);
}

/** As SQL: the id of the clone with a number, itself an SQL expression. */
export function cloneId(number: string): string {
  return `lpad(to_hex(${number}), 32, '0')::uuid`;
}

function valueOf(column: string, table: string, { firstNumber, dueAt }: Clones): string {
  const instanceId = cloneId(`(${firstNumber} + n)`);
  const isInstance = table === 'process_instance';
  if (column === 'instance_id' || (isInstance && (column === 'id' || column === 'root_instance_id'))) return instanceId;
  if (column === 'id') return 'gen_random_uuid()';
  if (column === 'due_at' && table === 'job' && dueAt !== undefined) return dueAt;
  return `original.${column}`;
}
