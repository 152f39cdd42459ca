import type { Transaction } from '#database';
import { type Fact, FACT_COLUMNS } from './fact.js';

/** @param table where: `recomputed_fact` has the columns of `sla_fact` */
export async function writeFacts(tx: Transaction, table: 'sla_fact' | 'recomputed_fact', facts: readonly Fact[]): Promise<void> {
  const columns = Object.entries(FACT_COLUMNS);
  await tx.execute(
    `insert into ${table} (${columns.map(([, [column]]) => column).join(', ')})
     select ${columns.map(([name]) => `"${name}"`).join(', ')}
     from json_to_recordset($1) as f(${columns.map(([name, [, type]]) => `"${name}" ${type}`).join(', ')})`,
    [JSON.stringify(facts)],
  );
}
