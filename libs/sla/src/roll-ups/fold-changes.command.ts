import type { Transaction } from '#database';
import type { Command } from '#runtime';
import { changeCells } from './cells.js';
import { CountingCalendars, type CalendarsInForce } from './counting-calendars.js';
import { countTask, type Fact, SELECT_FACT } from './fact.js';
import { TRY_TURN } from './roll-up-lock.js';
import { type EndedTaskRecord, endedTaskColumns } from './task-record.js';
import { writeFacts } from './write-facts.js';

export interface FoldChangesInput {
  readonly calendars: CalendarsInForce;
  /** Most marks to take; the mark of a case may stand for many tasks. */
  readonly limit: number;
}

/**
 * Counts what has ended, or was corrected, since the last time: takes the marks away, takes out what was counted of these
 * tasks and counts them as they are now, in one transaction. Whoever reads sees a task either marked or counted.
 *
 * Of several workers one does it; the others find nothing to do.
 *
 * @returns how many marks were taken away
 */
export const foldChanges: Command<FoldChangesInput, { readonly folded: number }> = {
  name: 'sla.fold-changes',
  // What is counted is what other commands have done and audited.
  audited: false,

  async run({ tx, zone }, { calendars, limit }) {
    const [turn] = await tx.query<{ ours: boolean }>(TRY_TURN);
    if (!turn!.ours) return { folded: 0 };
    const marks = await tx.query<{ taskId: string | null; rootInstanceId: string | null }>(
      `delete from sla_change where ctid = any(array(select ctid from sla_change limit $1))
       returning task_id as "taskId", root_instance_id as "rootInstanceId"`,
      [limit],
    );
    if (marks.length === 0) return { folded: 0 };
    const tasks = await tasksOf(tx, marks);
    const records = await tx.query<EndedTaskRecord | StillOpen>(
      `select ${endedTaskColumns('$2')} from sla_task($2) s where s.task_id = any($1::uuid[])`,
      [tasks, zone],
    );
    // A task whose history has been deleted stays as it was counted.
    const known = records.map(({ taskId }) => taskId);
    const before = await tx.query<Fact>(`select ${SELECT_FACT} from sla_fact f where f.task_id = any($1::uuid[])`, [known]);
    const counted = new Map(before.map((fact) => [fact.taskId, fact]));
    const counting = await CountingCalendars.load(tx, calendars, before);
    const after = records.filter(hasEnded).map((record) => countTask(record, counting, counted.get(record.taskId)));
    await changeCells(tx, before, after);
    await tx.execute('delete from sla_fact where task_id = any($1::uuid[])', [known]);
    await writeFacts(tx, 'sla_fact', after);
    return { folded: marks.length };
  },
};

interface StillOpen extends Omit<EndedTaskRecord, 'outcome'> {
  readonly outcome: null;
}

function hasEnded(record: EndedTaskRecord | StillOpen): record is EndedTaskRecord {
  return record.outcome !== null;
}

async function tasksOf(tx: Transaction, marks: readonly { taskId: string | null; rootInstanceId: string | null }[]): Promise<string[]> {
  const roots = new Set(marks.flatMap(({ rootInstanceId }) => rootInstanceId ?? []));
  const ofCases = roots.size === 0 ? [] : await tx.query<{ id: string }>(
    `select t.id from process_instance i join user_task t on t.instance_id = i.id
     where i.root_instance_id = any($1::uuid[]) and t.status <> 'open'`,
    [[...roots]],
  );
  return [...new Set([...marks.flatMap(({ taskId }) => taskId ?? []), ...ofCases.map(({ id }) => id)])];
}
