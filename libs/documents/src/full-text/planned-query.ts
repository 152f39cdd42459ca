import type { Transaction } from '#database';

/** What the planner is told for one statement; what comes after it in the transaction is planned as ever, but in one process. */
export interface Planning {
  /** `custom` knows the parameters, `generic` is made once for a connection. */
  readonly plan: 'custom' | 'generic';
  /** Kinds of steps it shall not take. */
  readonly without: readonly ('bitmapscan' | 'hashjoin' | 'indexscan' | 'mergejoin' | 'seqscan')[];
}

/**
 * Runs a statement whose source is fixed. Planners cannot choose where words are looked for: how common a word is that is in no
 * statistics, and how often words stand together, they guess, they take each look into a vector for cheap, and a wrong guess takes
 * a second (bench/README.md). Workers beside would cost more to start than they save.
 */
export async function queryPlanned<Row>(tx: Transaction, { plan, without }: Planning, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const set = (mode: string, allowed: string) => {
    const settings = [['plan_cache_mode', mode], ['max_parallel_workers_per_gather', '0'], ...without.map((step) => [`enable_${step}`, allowed])];
    tx.later({ sql: `select ${settings.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(', ')}` });
  };
  set(`force_${plan}_plan`, 'off');
  const rows = await tx.query<Row>(sql, parameters);
  set('auto', 'on');
  return rows;
}
