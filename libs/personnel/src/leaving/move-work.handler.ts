import type { CommandExecutor, JobHandler } from '#runtime';
import type { Database } from '#database';
import { inOrder } from '../handover/draw-up.js';
import { linesOf } from '../handover/minutes.js';
import { moveLine } from '../handover/move-line.command.js';
import { minutesSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';

/** What handlers that act in several transactions stand on. */
export interface LeavingReach {
  readonly database: Database;
  readonly executor: CommandExecutor;
  /** Account systems beside our own. */
  readonly systems: readonly string[];
}

/**
 * Topic `personnel.move-work`: each line of the closed minutes in a transaction of its own, since each locks another case; what was
 * moved by an earlier run is left alone. Mailboxes go when his posts have ended.
 * Output: leftOver (how many came to the head instead).
 */
export function moveWorkHandler(tools: PersonnelTools, reach: () => LeavingReach): JobHandler {
  const command = moveLine(tools);
  return {
    topic: 'personnel.move-work',
    async handle(job) {
      const { minutesId } = readVariables(minutesSchema, job);
      const { database, executor } = reach();
      const [closed] = await database.query<{ by: string | null }>('select closed_by as by from handover_minutes where id = $1', [minutesId]);
      const caller = { actor: closed?.by ?? 'system:handover', requestId: job.jobId };
      const lines = await linesOf(database, minutesId);
      for (const { id: lineId, outcome } of inOrder(lines.filter(({ kind }) => kind !== 'mailbox'))) {
        if (outcome === null) await executor.execute(command, { minutesId, lineId }, caller);
      }
      const left = (await linesOf(database, minutesId)).filter(({ outcome }) => outcome === 'climbed');
      return { output: { leftOver: left.length } };
    },
  };
}
