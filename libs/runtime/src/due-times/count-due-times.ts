import type { Transaction } from '#database';
import { dueTimes } from '#engine';
import { mayRead } from '#expressions';
import type { CongvanError } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import type { TimedInstance, TimedRow } from './timed-instances.js';

/** What counting needs to know: a command has it, and so has whoever only asks what a calendar would change. */
export type CountingTools = Pick<CommandContext, 'definitions' | 'zone' | 'calendar'>;

/** A task or timer whose time was counted anew; `dueAt` of the row is what it was before. */
export interface CountedRow {
  readonly row: TimedRow;
  /** ISO 8601 UTC; null: none, for a task only. */
  readonly due: string | null;
  readonly publication: number | null;
  /** Why it could not be counted; it keeps its time then. */
  readonly problem?: CongvanError;
}

/**
 * Counts anew the times that asked for working time, and those whose expression may read one of `names`. All others stay
 * as they are, whatever has become of the variables that they were read from. Nothing is written.
 */
export async function countDueTimes(
  tools: CountingTools,
  tx: Pick<Transaction, 'query'>,
  instances: readonly TimedInstance[],
  names: ReadonlySet<string>,
): Promise<CountedRow[]> {
  const counted: CountedRow[] = [];
  for (const { instance, rows } of instances) {
    const asked = names.size > 0 ? rows : rows.filter(({ publication }) => publication !== null);
    if (asked.length === 0) continue;
    const graph = await tools.definitions.graph(tx, instance.definitionId);
    const byKey = new Map(asked.map((row) => [row.key, row]));
    const world = { zone: tools.zone, calendar: tools.calendar, businessKey: instance.businessKey ?? undefined };
    for (const { key, text, due, calendarPublication = null, problem } of dueTimes(graph, instance.state, asked, world)) {
      const row = byKey.get(key)!;
      if (row.publication === null && !mayRead(text, names)) continue;
      if (problem) counted.push({ row, due: row.dueAt, publication: row.publication, problem });
      else counted.push({ row, due, publication: calendarPublication });
    }
  }
  return counted;
}
