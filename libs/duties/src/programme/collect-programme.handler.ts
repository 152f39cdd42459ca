import type { JobHandler } from '#runtime';
import { lockProgrammeOfCase } from './programme.js';
import { requireProgrammeStatus } from './steps.js';

/**
 * Topic `duties.collect-programme`: all units have published, or their time is over; who has not is named.
 * Output: missing (names of units), missingText (the same as a line of a form; empty: nobody is missing).
 * @throws DutyStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export function collectProgrammeHandler(): JobHandler {
  return {
    topic: 'duties.collect-programme',
    async handle(job) {
      return {
        commit: async (context) => {
          const { tx } = context;
          const programme = await lockProgrammeOfCase(tx, job.rootInstanceId);
          requireProgrammeStatus(programme, ['writing'], 'collecting it');
          await tx.execute('update programme_part set missing = true where programme_id = $1 and version = 0', [programme.id]);
          await tx.execute(`update work_programme set status = 'collecting' where id = $1`, [programme.id]);
          const missing = await tx.query<{ unit: string; name: string }>(
            `select part.unit_code as unit, u.name from programme_part part join unit u on u.code = part.unit_code
             where part.programme_id = $1 and part.missing order by u.sort, u.code`,
            [programme.id],
          );
          context.audit({ subject: 'work-programme', subjectId: programme.id, detail: { event: 'collected-parts', missing: missing.map(({ unit }) => unit) } });
          const names = missing.map(({ name }) => name);
          return { missing: names, missingText: names.length === 0 ? '' : `Chưa công bố: ${names.join(', ')}.` };
        },
      };
    },
  };
}
